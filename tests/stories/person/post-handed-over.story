# 岗位交给接班的人：一句话，角色、范围、值班、在办的一起过去
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[私 D 08:00] 张勇：万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子
> 私 张勇 1 条 含 {Q1}
[台 D 08:30] 陈蓉：{Q1}派给城管
[台 D 09:00] 李科：我的单
> 台 李科 1 条 含 {Q1}
[台 D 09:01] 王强：我的单
> 台 王强 1 条 不含 {Q1} 不含 停车
[台 D 09:10] 陈蓉：把李科的岗位交给王强
> 台 陈蓉 1 条 含 李科 含 王强
> 私 王强 1 条 含 李科
> 私 李科 1 条 含 王强
? select name, role, scope from v_role where scope = '城管局' => 王强|department|城管局
? select count(*) from v_role where name = '李科' => 0
[台 D 09:20] 王强：我的单
> 台 王强 1 条 含 {Q1}
[台 D 09:21] 李科：我的单
> 台 李科 1 条 不含 万福
[台 D 09:22] 李科：{Q1}答复 已经划了十二个停车位
> 台 李科 1 条
? select state from v_case => assigned
[台 D 10:00] 王强：{Q1}答复 已在万福广场西侧划定骑手临停车位12个，每次限停15分钟
> 私 张勇 1 条 含 12个
? select count(*) from v_audit where action = 'post.handover' and actor = '陈蓉' => 1
? select count(*) from v_audit where action = 'role.grant' and detail = 'department 城管局' => 1
? select count(*) from v_audit where action = 'role.revoke' and detail = 'department 城管局' => 1
# 再来一次没有可交的；不认识的人接不了
[台 D 10:10] 陈蓉：把李科的岗位交给王强
> 台 陈蓉 1 条 含 没有
[台 D 10:11] 陈蓉：把孙姐的岗位交给牛魔王
> 台 陈蓉 1 条 含 没有找到
? select count(*) from v_role where name = '孙姐' => 1
# 别人交不了
[台 D 10:12] 孙姐：把王强的岗位交给老魏
> 台 孙姐 1 条
? select count(*) from v_role where name = '王强' => 1
