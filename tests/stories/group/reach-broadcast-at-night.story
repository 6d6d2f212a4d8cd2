# 夜里定的通知：第二天发，没私聊过的人记作没送到，不打扰打电话名单；群和联系得上的人照收
load ../../fixtures/base
platform no-first
date D=2025-06-11
[私 D 20:00] 刘敏：你好
[台 D 22:30] 陈蓉：给文君街道所有登记人员和各群发个通知 断路施工
> 台 陈蓉 1 条 含 "能收到 2" 含 没
[台 D 22:31] 陈蓉：发
> 台 陈蓉 1 条 含 {B1}
clock D+1 09:30
> 群G1 1 条 含 断路施工
> 私 刘敏 1 条 含 断路施工
> 私 周明 0 条
> 私 陈蓉 1 条 含 {B1}
? select state, copies, sent, skipped from v_broadcast => sent|3|2|1
? select recipient, state from v_broadcast_copy order by recipient => 刘敏|sent;周明|unreached;文君片区骑手群|sent
? select count(*) from v_callback => 0
? select count(*) from v_outbox where state = 'dead' => 0
