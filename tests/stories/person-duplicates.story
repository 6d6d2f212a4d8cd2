# 疑似重复的人列给工作人员：是一个人的按编号合，不是的不再提
load ../fixtures/base
load ../fixtures/two-city
date D=2025-06-11
[台 D 08:00] 陈蓉：有没有重复的人
> 台 陈蓉 1 条 含 没有
[私 D 08:10] 阿敏：我要登记
[私 D 08:10:10] 阿敏：刘阿敏 美团 文君站 13800000102
[私 D 08:10:20] 阿敏：对
[私 D 08:20] 另一个：我要登记
[私 D 08:20:10] 另一个：张大勇 美团 文君站 13800000101
[私 D 08:20:20] 另一个：对
? select count(*) from v_duplicate where state = 'proposed' => 2
[台 D 09:00] 陈蓉：有没有重复的人
> 台 陈蓉 1 条 含 "1号" 含 "2号" 含 刘阿敏 含 张大勇 含 电话相同 含 138****0102 无电话
[台 D 09:01] 陈蓉：2号不是一个人
> 台 陈蓉 1 条
[台 D 09:02] 陈蓉：合并第1对
> 台 陈蓉 1 条 含 P-1
[台 D 09:03] 罗科长：同意P-1
> 台 罗科长 1 条 含 办好了
? select state from v_duplicate order by id => merged;refused
? select count(*) from v_person where phone = '13800000102' => 1
? select count(*) from v_person where phone = '13800000101' => 2
[台 D 09:05] 陈蓉：有没有重复的人
> 台 陈蓉 1 条 含 没有
[台 D 09:06] 孙姐：有没有重复的人
> 台 孙姐 1 条 不含 刘敏
[台 D 09:07] 陈蓉：合并第9对
> 台 陈蓉 1 条 含 没有这个编号
