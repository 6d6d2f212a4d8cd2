# 到点前一分钟进程被杀：起来照点发，一人一份；发到一半再杀，也没有人收两份
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：明天上午十点给所有群发个通知 换季查刹车
> 台 陈蓉 1 条 含 "2025-06-12 10:00"
[台 D 09:01] 陈蓉：发
clock D+1 09:59
restart
> 静默
clock D+1 10:00
> 群G1 1 条 含 查刹车
> 群G2 1 条
> 群G3 1 条
> 群G4 1 条
restart
clock D+1 10:10
> 群G1 0 条
? select count(*), count(distinct recipient), sum(state = 'sent') from v_broadcast_copy => 4|4|4
# 平台慢，杀在路上
platform 429 60
[台 D+1 10:20] 陈蓉：给所有群发个通知 换季查灯
[台 D+1 10:21] 陈蓉：发
restart
restart
platform ok
clock D+1 10:50
> 群G1 1 条 含 查灯
> 群G4 1 条 含 查灯
? select count(*), sum(state = 'sent') from v_broadcast_copy where number = 'B-2' => 4|4
