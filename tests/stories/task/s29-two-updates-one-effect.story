# 同一条更新来两次：一次效果；重启后再来也一样
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[群G1 D 12:10] 张勇：小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子
> 群G1 1 条 含 {Q1}
again
> 静默
? select count(*) from v_case => 1
restart
again
> 静默
? select count(*) from v_case => 1
? select count(*) from v_outbox => 1
