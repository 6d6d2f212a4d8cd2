# 早报：群里订，个人订、改时间，捣乱的退不掉，到点各一份
load ../../fixtures/base
date D=2025-06-11
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
> 群G1 1 条 含 07:30
[群G1 D 18:01] 张勇：小灯 莫发了 吵得很
> 群G1 1 条 含 群管理员
? select chat, time, state from v_subscription => 文君片区骑手群|07:30|active
[私 D 18:02] 张勇：我自己要订 早上6点
> 私 张勇 1 条 含 06:00
[私 D 18:03] 张勇：算了六点太早 六点四十
> 私 张勇 1 条 含 06:40
[私 D 18:04] 张勇：下午六点四十不要搞错了哈 是早上
> 私 张勇 1 条 含 06:40
? select chat, time from v_subscription where type = 'private' => 张勇|06:40
clock D+1 06:40
> 私 张勇 1 条 含 {B1}
> 群G1 0 条
clock D+1 07:30
> 群G1 1 条 含 {B1}
> 私 张勇 0 条
[私 D+1 08:00] 张勇：退订
> 私 张勇 1 条
clock D+2 06:40
> 静默
clock D+2 07:30
> 群G1 1 条 含 {B2}
> 私 张勇 0 条
? select count(*) from v_broadcast_copy where recipient = '刘敏' => 0
