# 工资的事：群里只说私聊，单号到私聊
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：小灯 站上拖欠我们三个月的工资不发，帮我们反映一下
> 群G1 1 条 含 私聊 不含 Q- 不含 工资
> 私 周明 1 条 含 {Q1}
? select kind, category, reporter from v_case => grievance|pay|周明
