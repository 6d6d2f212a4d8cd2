# 来信要求删资料：一个人提，另一个人同意；没办完的案还能答复到人
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[私 D 08:00] 刘敏：万福广场西门中午不让骑手停车 保安撵人 天天这样
> 私 刘敏 1 条 含 {Q1}
[台 D 08:10] 陈蓉：发布活动 周六下午两点电动车保养义诊 文君驿站 限1人
[私 D 08:11] 刘敏：报名电动车保养
[私 D 08:12] 张勇：报名电动车保养
> 私 张勇 1 条 含 候补
[台 D 09:00] 陈蓉：删除刘敏、吴大鹏的资料 本人来信要求
> 台 陈蓉 1 条 含 P-1 含 刘敏 含 吴大鹏 无电话
> 私 罗科长 1 条 含 P-1 含 刘敏 含 吴大鹏
? select count(*) from v_person where name in ('刘敏', '吴大鹏') => 2
[台 D 09:01] 陈蓉：同意P-1
> 台 陈蓉 1 条 含 另一个人
? select count(*) from v_person where name in ('刘敏', '吴大鹏') => 2
[台 D 09:05] 罗科长：P-1同意
> 台 罗科长 1 条 含 办好了
> 私 张勇 1 条 含 补上了
? select count(*) from v_person where name in ('刘敏', '吴大鹏') or phone = '13800000102' => 0
? select count(*) from v_audit where action = 'person.forget' and actor = '罗科长' => 2
? select state from v_case => open
[台 D 09:10] 陈蓉：刘敏
> 台 陈蓉 1 条 无电话 不含 美团
# 有岗位的先交接
[台 D 09:11] 陈蓉：删除孙姐的资料
> 台 陈蓉 1 条 含 交接
? select count(*) from v_approval => 1
[台 D 09:12] 孙姐：删除何三娃的资料
> 台 孙姐 1 条
[私 D 09:13] 张勇：删除何三娃的资料
> 私 张勇 1 条
? select count(*) from v_approval => 1
? select count(*) from v_person where name = '何三娃' => 1
