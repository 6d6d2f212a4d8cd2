# 定了以后才说不要通知的人：不发给他，合计里写明；已经排在路上、还没出去的那份也不发
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：下午两点给外卖骑手发个通知 周六换灯泡
> 台 陈蓉 1 条 含 "能收到 2，退订不发 0" 含 "2025-06-11 14:00"
[台 D 09:01] 陈蓉：发
[私 D 10:00] 刘敏：不要给我发通知
> 私 刘敏 1 条
clock D 14:00
> 私 周明 1 条 含 换灯泡
> 私 刘敏 0 条
clock D 14:20
[台 D 14:21] 陈蓉：{B1} 情况
> 台 陈蓉 1 条 含 "共 2：送达 1，等待 0，失败 0，退订未发 1"
[私 D 14:30] 刘敏：恢复通知
platform 429 600
[台 D 14:31] 陈蓉：给外卖骑手发个通知 周日换刹车片
[台 D 14:32] 陈蓉：发
? select recipient, state from v_broadcast_copy where number = 'B-2' order by recipient => 刘敏|retry;周明|retry
[私 D 14:33] 刘敏：莫再推通知了
platform ok
clock D 15:00
> 私 周明 1 条 含 刹车片
> 私 刘敏 1 条 不含 刹车片
? select recipient, state from v_broadcast_copy where number = 'B-2' order by recipient => 刘敏|opted out;周明|sent
