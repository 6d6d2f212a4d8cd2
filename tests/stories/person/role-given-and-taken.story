# 设岗、撤岗：范围说清了才设；全市的要两个人；自己不能给自己
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[台 D 09:00] 陈蓉：设王强为管理员
> 台 陈蓉 1 条 含 哪个
? select count(*) from v_role where name = '王强' => 0
[台 D 09:01] 陈蓉：设王强为羊安街道管理员
> 台 陈蓉 1 条 含 王强 含 羊安街道
> 私 王强 1 条 含 羊安街道
? select role, scope from v_role where name = '王强' => street|羊安街道
[台 D 09:02] 陈蓉：任命王强为城管局管理员
> 台 陈蓉 1 条 含 城管局
? select role, scope from v_role where name = '王强' order by role => department|城管局;street|羊安街道
[台 D 09:03] 陈蓉：撤销王强的部门权限
> 台 陈蓉 1 条 含 王强
? select role, scope from v_role where name = '王强' => street|羊安街道
[台 D 09:04] 陈蓉：设王强为全市管理员
> 台 陈蓉 1 条 含 P-1
> 私 罗科长 1 条 含 P-1 含 王强 含 全市
? select count(*) from v_role where name = '王强' and role = 'city' => 0
[台 D 09:05] 罗科长：同意P-1
> 台 罗科长 1 条 含 办好了
? select count(*) from v_role where name = '王强' and role = 'city' => 1
# 撤全市的也要两个人
[台 D 09:06] 陈蓉：撤销罗科长的管理员
> 台 陈蓉 1 条 含 P-2
? select count(*) from v_role where name = '罗科长' => 1
[台 D 09:07] 王强：同意P-2
> 台 王强 1 条 含 办好了
? select count(*) from v_role where name = '罗科长' => 0
[台 D 09:08] 孙姐：设何三娃为文君街道管理员
> 台 孙姐 1 条
? select count(*) from v_role where name = '何三娃' => 0
