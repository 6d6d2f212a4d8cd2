# 网格员、指导员名单用表格导入，问得到；人删了资料，名单里也没有了
load ../../fixtures/base
load ../../fixtures/directory
load ../../fixtures/two-city
date D=2025-06-11
[台 D 09:00] 陈蓉：文君街道网格员是谁
> 台 陈蓉 1 条 含 文君3网格 含 老魏 不含 孙姐
[台 D 09:01] 陈蓉：文君站谁负责
> 台 陈蓉 1 条 含 文君站 含 老魏
[台 D 09:02] 陈蓉：平乐镇指导员是谁
> 台 陈蓉 1 条 含 高明
[私 D 09:10] 高明：把我的资料全部删了
[私 D 09:11] 高明：对，删
[台 D 09:12] 陈蓉：平乐镇指导员是谁
> 台 陈蓉 1 条 不含 高明
? select count(*) from v_responsible => 1
[台 D 09:13] 陈蓉：把老魏的岗位交给王强
> 台 陈蓉 1 条 含 王强
? select name, what, scope from v_responsible => 王强|grid|文君3网格
? select name from v_role where role = 'patrol' => 王强
