# 被踢出群：这个群不再发，私聊照常
load ../../fixtures/base
date D=2025-06-11
platform 403
[群G1 D 09:00] 张勇：小灯 今天的课
> 静默
? select state, why from v_outbox => dead|403
platform ok
[私 D 09:01] 张勇：今天的课
> 私 张勇 1 条 含 L-1
