# 发出去了没有，不晓得：带单号的再发一次，别的不再发
load ../../fixtures/base
date D=2025-06-11
platform drop
[私 D 09:00] 刘敏：今天的课
> 私 刘敏 1 条
platform ok
clock D 09:30
> 静默
? select state from v_outbox => uncertain
platform drop
[群G1 D 10:00] 张勇：小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子
> 群G1 1 条 含 {Q1}
platform ok
clock D 10:10
> 群G1 1 条 含 {Q1}
