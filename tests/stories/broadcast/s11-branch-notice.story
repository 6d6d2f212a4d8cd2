# 只发一个支部的通知：先看再发，改得了，退订的少发，越权的拒绝
load ../../fixtures/base
load ../../fixtures/branches
date D=2025-06-11
# 上周说过的
[私 D 10:00] 钟师傅：不要给我发通知
> 私 钟师傅 1 条
[台 D 16:00] 王书记：给我们支部发个通知 本周五晚上八点文君驿站二楼主题党日 带笔记本
> 台 王书记 1 条 含 {B1} 含 流动党员第二支部 含 "能收到 2，退订不发 1"
[台 D 16:01] 王书记：等一下 是二楼会议室不是二楼
> 台 王书记 1 条 含 文君驿站二楼会议室主题党日 含 {B1}
? select count(*) from v_broadcast_copy => 0
[台 D 16:02] 王书记：对 发
> 私 周明 1 条 含 二楼会议室
> 私 吴大鹏 1 条 含 二楼会议室 含 {B1}
? select count(*) from v_broadcast_copy => 3
? select chat from v_outbox where class = 'broadcast' order by chat => 吴大鹏;周明
? select recipient, state from v_broadcast_copy order by recipient => 吴大鹏|sent;周明|sent;钟师傅|opted out
> 私 钟师傅 0 条
> 私 高明 0 条
> 私 张勇 0 条
> 群G1 0 条
> 群G4 0 条
clock D 16:04
> 台 王书记 1 条 含 "退订未发 1"
[台 D 16:05] 王书记：给全市党员都发一份
> 台 王书记 1 条 含 权限
> 私 高明 0 条
? select count(*) from v_audit where action = 'refused' and object = 'broadcast.audience' => 1
? select count(*) from v_broadcast where state <> 'draft' => 1
[私 D 16:10] 张勇：B1是真的吗
> 私 张勇 1 条 含 二楼会议室
[私 D 16:11] 张勇：B-77 是你们发的不
> 私 张勇 1 条 含 没有发过
[私 D 16:12] 周明：[按钮：已读]
> 私 周明 1 条
[台 D 16:13] 王书记：B1 情况
> 台 王书记 1 条 含 "已读 1"
