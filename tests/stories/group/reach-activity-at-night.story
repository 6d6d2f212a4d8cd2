# 夜里改活动时间：群里报的名、没私聊过的人上打电话名单；联系得上的早上收到；名额加了候补照样补上
load ../../fixtures/base
load ../../fixtures/registered
platform no-first
date D=2025-06-11
[台 D 09:00] 陈蓉：发布活动 急救培训 文君驿站 限2人 周五下午三点
> 台 陈蓉 1 条 含 {A1}
[群G1 D 09:10] 张勇：小灯 报名急救培训
> 群G1 1 条 含 报上了
[私 D 09:11] 周明：报名急救培训
> 私 周明 1 条 含 报上了
[群G1 D 09:12] 刘敏：小灯 报名急救培训
> 群G1 1 条 含 候补
[台 D 23:00] 陈蓉：{A1}改到周六下午三点
> 台 陈蓉 1 条 含 "6月14日 15:00"
[台 D 23:01] 陈蓉：{A1}名额改成限3人
> 台 陈蓉 1 条 含 3
? select name, subject, at from v_callback order by name => 刘敏|A-1|2025-06-11 23:00;张勇|A-1|2025-06-11 23:00
? select name, state from v_enrolment order by name => 刘敏|in;周明|in;张勇|in
clock D+1 08:00
> 私 周明 1 条 含 "6月14日 15:00"
> 私 张勇 0 条
