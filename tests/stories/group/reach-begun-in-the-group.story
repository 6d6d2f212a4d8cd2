# 群里起了头、要私聊接着说的人，没私聊过就不算联系得上；等他真的写来，话接得上
load ../../fixtures/base
platform no-first
date D=2025-06-11
[群G1 D 10:00] 何三娃：小灯 万福广场保安不让停车 一停就锁车
> 群G1 1 条 含 {Q1}
[群G1 D 10:05] 何三娃：小灯 我要投诉 平台乱扣钱
> 群G1 1 条 含 私聊
[台 D 10:10] 陈蓉：{Q1} 城管局回复：已设停车位
> 台 陈蓉 1 条 含 {Q1}
> 群G1 1 条 含 {Q1} 不含 停车位
> 私 何三娃 0 条
? select name, why, subject from v_callback => 何三娃|unreached|Q-1
? select count(*) from v_outbox where state = 'dead' => 0
[私 D 10:20] 何三娃：我来了
> 私 何三娃 1 条
[台 D 10:30] 陈蓉：何三娃
> 台 陈蓉 1 条 含 私聊
