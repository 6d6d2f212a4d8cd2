# 报表不是人人看得到：骑手、巡查员、托管班老师都不给
date D=2025-06-11
load ../../fixtures/base
[私 D 09:00] 张勇：上个月的报表
> 私 张勇 1 条 含 工作人员 不含 受理
[台 D 09:01] 老魏：上个月的报表
> 私 老魏 1 条 不含 受理
? select count(*) from v_audit where action = 'refused' and object = 'admin.report' => 2
[群G1 D 09:02] 孙姐：小灯 上个月的报表
> 群G1 1 条 不含 登记人员
