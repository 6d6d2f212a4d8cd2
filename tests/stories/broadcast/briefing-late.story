# 停机过了点：两个钟头以内补发，再晚算错过、如实记下，绝不一次两份
load ../../fixtures/base
date D=2025-06-11
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
[私 D 18:01] 周明：早报我也要订 早上六点
[台 D 19:00] 陈蓉：写明天的早报：文君街道封路，绕行
[台 D 19:01] 陈蓉：发
# 夜里停机，第二天八点四十才起来：周明的晚了两个多钟头，群里的晚一个多钟头
restart D+1 08:40
> 群G1 1 条 含 封路
> 私 周明 0 条
? select recipient, state from v_broadcast_copy order by recipient => 周明|missed;文君片区骑手群|sent
> 台 陈蓉 1 条 含 {B1} 含 "1 份过了钟点两小时"
[台 D+1 08:50] 陈蓉：{B1} 情况
> 台 陈蓉 1 条 含 "送达 1" 含 "错过 1"
# 两天没开机：只有今天的，没有昨天的
[台 D+1 19:00] 陈蓉：写明天的早报：后天的事
[台 D+1 19:01] 陈蓉：发
restart D+3 07:31
> 群G1 1 条 含 今天的课 不含 后天的事
> 私 周明 1 条 含 今天的课
restart
clock D+3 12:00
> 静默
? select day, state from v_broadcast order by number => 2025-06-12|sent;2025-06-13|missed;2025-06-14|sending
