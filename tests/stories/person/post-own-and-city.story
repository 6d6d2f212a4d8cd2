# 自己的岗位自己交；别人的全市岗位要两个人
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[台 D 09:00] 罗科长：陈蓉调走了 由王强接
> 台 罗科长 1 条 含 P-1
> 私 王强 0 条
? select count(*) from v_role where name = '王强' => 0
[台 D 09:01] 陈蓉：同意P-1
> 台 陈蓉 1 条 含 当事人
? select count(*) from v_role where name = '王强' => 0
[台 D 09:02] 陈蓉：不同意P-1
> 台 陈蓉 1 条
> 私 罗科长 1 条 含 不同意
[台 D 09:10] 陈蓉：我的岗位交给王强
> 台 陈蓉 1 条 含 王强
> 私 王强 1 条
? select name from v_role where role = 'city' order by name => 王强;罗科长
[台 D 09:11] 陈蓉：未派的单
> 台 陈蓉 1 条
? select count(*) from v_audit where action = 'refused' and actor = '陈蓉' and object = 'admin.cases' => 1
[台 D 09:12] 王强：我的岗位交给王强
> 台 王强 1 条 含 不能交给自己
# 把别人的岗位揽到自己头上也不行
[台 D 09:13] 罗科长：把孙姐的岗位交给罗科长
> 台 罗科长 1 条 含 自己
? select name from v_role where role = 'street' => 孙姐
