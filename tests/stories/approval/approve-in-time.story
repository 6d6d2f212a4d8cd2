# 两个人的事一天之内定：过期作废，不同意就不办，取名册也一样
load ../../fixtures/base
load ../../fixtures/two-city
date D=2025-06-11
[台 D 09:00] 陈蓉：导出全部名册 带电话
> 台 陈蓉 1 条 含 P-1 无电话
> 私 罗科长 1 条 含 P-1 含 导出
? select kind, what, state from v_approval => export|people|open
[台 D+1 09:01] 罗科长：同意P-1
> 台 罗科长 1 条 含 过了一天
[台 D+1 09:02] 罗科长：待同意的有哪些
> 台 罗科长 1 条 含 没有
[台 D+1 09:03] 陈蓉：导出全部名册 带电话
> 台 陈蓉 1 条 含 P-2
[台 D+1 09:04] 罗科长：不同意P-2
> 台 罗科长 1 条 含 P-2
> 私 陈蓉 1 条 含 不同意
[台 D+1 09:05] 陈蓉：导出全部党员名单
> 台 陈蓉 1 条 含 P-3
[台 D+1 09:06] 罗科长：同意P-3
> 台 罗科长 1 条 含 P-3 含 一天之内 无电话
> 私 陈蓉 1 条 含 P-3
? select kind, what, state from v_approval where number = 'P-3' => export|members|approved
[台 D+1 09:07] 罗科长：同意P-77
> 台 罗科长 1 条 含 没有这个编号
[台 D+1 09:08] 孙姐：导出全部名册 带电话
> 台 孙姐 1 条
? select count(*) from v_approval => 3
