# 每天一课：到点一课，看过的、发过的不重发，没有新的就不发；改时间、退订、重启都只有一份
load ../../fixtures/base
load ../../fixtures/learning
date D=2025-06-11
[私 D 09:00] 刘敏：每天早上8点给我发一课
> 私 刘敏 1 条 含 每天 含 08:00 含 一课
[群G1 D 09:01] 张勇：小灯 每天早上八点给这个群发一课
> 群G1 1 条 含 群管理员
[群G1 D 09:02] 孙姐：小灯 每天早上八点给这个群发一课
> 群G1 1 条 含 08:00
[私 D 09:03] 周明：早报我也要订 早上八点
? select chat, kind, time from v_subscription order by chat, kind => 刘敏|lesson|08:00;周明|briefing|08:00;文君片区骑手群|lesson|08:00
clock D+1 08:00
> 私 刘敏 1 条 含 L- 含 B-2 按钮 看这一课
> 群G1 1 条 含 L-
> 私 周明 1 条 不含 看这一课
restart
clock D+1 10:00
> 静默
[私 D+1 10:01] 刘敏：[按钮：看这一课]
> 私 刘敏 1 条 含 L-
clock D+2 08:00
> 私 刘敏 1 条 含 L-
> 群G1 1 条 含 L-
? select count(distinct lesson), count(*) from v_broadcast b join v_broadcast_copy c using (number) where b.kind = 'lesson' and recipient = '刘敏' => 2|2
# 停机过了两个钟头，那天就算了
restart D+3 11:00
> 私 刘敏 0 条
> 群G1 0 条
[私 D+3 12:00] 刘敏：每天的课改到晚上九点
> 私 刘敏 1 条 含 21:00
clock D+3 21:00
> 私 刘敏 1 条 含 L-
[私 D+3 21:05] 刘敏：退订每天的课
> 私 刘敏 1 条 含 每天一课不再发
clock D+4 21:10
> 私 刘敏 0 条
# 群里把课发完了就不发
clock D+20 09:00
? select count(*), count(distinct lesson) from v_broadcast b join v_broadcast_copy c using (number) where b.kind = 'lesson' and recipient = '文君片区骑手群' => 4|4
