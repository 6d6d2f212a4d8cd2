# 工作人员随口说的也听得懂：查人、交岗、下名册、删资料，办的是说的那个人，不是说话的人
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[台 D 09:00] 陈蓉：刘敏是哪个站的
> 台 陈蓉 1 条 含 文君站 无电话
[台 D 09:01] 陈蓉：刘敏电话多少
> 台 陈蓉 1 条 含 138****0102 无电话
[台 D 09:02] 陈蓉：我要刘敏的手机号 有急事通知她
> 台 陈蓉 1 条 含 13800000102
[台 D 09:03] 陈蓉：把吴大鹏从名册里删掉
> 台 陈蓉 1 条 含 吴大鹏
? select registered from v_person where name = '吴大鹏' => 0
[台 D 09:04] 陈蓉：把刘敏的资料删了
> 台 陈蓉 1 条 含 P-1 含 刘敏
? select count(*) from v_person where name = '陈蓉' => 1
[台 D 09:05] 陈蓉：以后城管这块由王强负责 李科不管了
> 台 陈蓉 1 条 含 王强
? select name from v_role where role = 'department' => 王强
? select count(*) from v_case => 0
[台 D 09:06] 陈蓉：孙姐不是管理员了
> 台 陈蓉 1 条 含 孙姐
? select count(*) from v_role where name = '孙姐' => 0
[台 D 09:07] 陈蓉：周明现在跑美团
> 台 陈蓉 1 条 含 周明 含 美团
? select platform from v_person where name = '周明' => 美团
# 管不了人的，随口一句带了名字也不当查人
[台 D 09:08] 王书记：刘敏是哪个站的
> 台 王书记 1 条 不含 文君站
? select count(*) from v_audit where action = 'refused' => 0
