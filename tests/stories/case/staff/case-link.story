# 不在群里的部门：派单时就给链接；单独要、作废、改派后不再有效；没派的要不到，无权的要不到
load ../../../fixtures/base
date D=2025-06-11
outside https://xiaodeng.example.org
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:05] 陈蓉：{Q1}的链接
> 私 陈蓉 1 条 含 还没有派给部门 不含 http
[台 D 09:10] 陈蓉：{Q1}派给交警大队
> 私 陈蓉 1 条 含 交警大队没有人在这里收 含 https://xiaodeng.example.org/q/1/1. 含 6月18日
? select number, department, made_by, expires_at from v_page_link => Q-1|交警大队|陈蓉|2025-06-18 09:10
# 再要一次，是同一个
[台 D 09:20] 陈蓉：{Q1}链接
> 私 陈蓉 1 条 含 /q/1/1. 含 只发给经办人
? select count(*) from v_page_link => 1
# 过了一半有效期，给新的
[台 D+4 09:20] 陈蓉：把{Q1}的链接再发我
> 私 陈蓉 1 条 含 /q/1/2.
[台 D+4 09:21] 陈蓉：{Q1}链接作废
> 私 陈蓉 1 条 含 已作废
? select count(*) from v_page_link where revoked_at is not null => 2
[台 D+4 09:22] 陈蓉：{Q1}链接作废
> 私 陈蓉 1 条 含 没有还有效的链接
# 派给有人在这里收的部门，不给链接；要了才给
[台 D+4 09:30] 陈蓉：{Q1}改派城管
> 私 陈蓉 1 条 不含 http
[台 D+4 09:31] 李科：{Q1}的链接
> 私 李科 1 条 含 由市级或所在街道发 不含 http
? select count(*) from v_audit where action = 'refused' => 1
[台 D+4 09:32] 陈蓉：给{Q1}生成一个链接
> 私 陈蓉 1 条 含 /q/1/3. 含 城管局
[台 D+4 09:33] 陈蓉：{Q1}
> 私 陈蓉 1 条 含 发出链接 含 链接作废
[私 D+4 09:40] 刘敏：{Q1}的链接
> 私 刘敏 不含 http
[台 D+4 09:41] 陈蓉：Q-99的链接
> 私 陈蓉 1 条 含 查不到
