# 平台说太快了：等它说的时间再发，不丢不重
load ../../fixtures/base
date D=2025-06-11
platform 429 3
[私 D 09:00] 刘敏：今天的课
> 静默
? select state, why from v_outbox => retry|429
platform ok
clock D 09:00:10
> 私 刘敏 1 条 含 L-1
? select state from v_outbox => sent
