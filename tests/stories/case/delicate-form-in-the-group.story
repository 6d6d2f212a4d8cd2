# 群里提工资：当场请到私聊，在私聊里接着问
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：@小灯 我要反映 站长扣我工资
> 群G1 1 条 含 私聊 不含 Q- 不含 工资
> 私 周明 1 条
[私 D 09:01] 周明：美团文君站，扣了三百块，五月份的
[私 D 09:02] 周明：就这些
? select kind, category, reporter from v_case => grievance|pay|周明
