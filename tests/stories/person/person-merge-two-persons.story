# 两条记录并成一条：一个人提，另一个人同意才办；自己同意自己不算
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[私 D 08:00] 小刘：我要反映 万福广场西门中午不让骑手停车 保安撵人 天天这样
> 私 小刘 1 条 含 {Q1}
[台 D 09:00] 陈蓉：把小刘并到刘敏
> 台 陈蓉 1 条 含 P-1 含 小刘 含 刘敏 无电话
> 私 罗科长 1 条 含 P-1 含 陈蓉 含 小刘 含 刘敏 按钮 "同意 P-1" 无电话
? select count(*) from v_person where name = '小刘' => 1
# 再提一次还是同一件
[台 D 09:01] 陈蓉：把小刘并到刘敏
> 台 陈蓉 1 条 含 P-1
[台 D 09:02] 陈蓉：同意P-1
> 台 陈蓉 1 条 含 另一个人
? select count(*) from v_person where name = '小刘' => 1
# 没有权的人不能当第二个人
[台 D 09:03] 孙姐：同意P-1
> 台 孙姐 1 条
[私 D 09:04] 张勇：同意P-1
> 私 张勇 1 条
? select state from v_approval => open
[台 D 09:10] 罗科长：待同意的有哪些
> 台 罗科长 1 条 含 P-1 含 陈蓉
[台 D 09:11] 罗科长：[按钮：同意 P-1]
> 台 罗科长 1 条 含 P-1 含 办好了
> 私 陈蓉 1 条 含 P-1
? select state, by, decided_by from v_approval => done|陈蓉|罗科长
? select count(*) from v_person where name = '小刘' => 0
? select reporter from v_case => 刘敏
? select count(*) from v_audit where action in ('approval.propose', 'approval.set', 'person.merge') => 4
# 两个号都是她
[私 D 10:00] 小刘：我的单子呢
> 私 小刘 1 条 含 {Q1}
[台 D 10:01] 罗科长：同意 P-1
> 台 罗科长 1 条 含 已经有结果
? select count(*) from v_audit where action = 'refused' and detail = 'second person' => 1
