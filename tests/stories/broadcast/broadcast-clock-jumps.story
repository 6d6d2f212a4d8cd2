# 时钟往前跳：错过的说错过，不一次补两份；往回拨一天：发过的不再发，正在发的接着发完，答话不停
load ../../fixtures/base
date D=2025-06-11
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
[台 D 18:10] 陈蓉：明天上午十点给所有群发个通知 换季查刹车
[台 D 18:11] 陈蓉：发
clock D+1 07:30
> 群G1 1 条 含 今天的课
# 机器时间一下跳到后天中午：十点的通知错过，如实告诉写的人；后天的早报也过了两个钟头，不发
jump D+2 14:00
> 群G1 0 条
> 台 陈蓉 2 条 含 错过了发送时间
> 台 陈蓉 含 "1 份过了钟点两小时"
? select kind, state from v_broadcast order by number => broadcast|missed;briefing|sent;briefing|sending
? select recipient, state from v_broadcast_copy order by at => 文君片区骑手群|sent;文君片区骑手群|missed
# 时间拨回来：昨天的早报已经发过
jump D+1 08:00
> 静默
clock D+1 12:00
> 群G1 0 条
[群G1 D+1 14:00] 刘敏：小灯 哪儿可以充电
> 群G1 1 条
# 跳过头的那天，不再补
clock D+2 09:00
> 群G1 0 条
clock D+3 07:30
> 群G1 1 条 含 今天的课
# 还在发，时钟拨回一天
platform 429 30
[台 D+3 09:00] 陈蓉：给所有群发个通知 换季查灯
[台 D+3 09:01] 陈蓉：发
> 群G2 0 条
jump D+2 09:05
platform ok
clock D+2 09:15
> 群G1 1 条 含 查灯
> 群G4 1 条 含 查灯
? select count(*), sum(c.state = 'sent') from v_broadcast_copy c where number = '{B5}' => 4|4
[群G1 D+2 09:16] 刘敏：小灯 哪儿可以充电
> 群G1 1 条
clock D+2 10:00
? select state from v_broadcast where number = '{B5}' => sent
