# 人工对话里拉黑了小灯的人：工作人员的话发不出去，他上打电话名单，再说就告诉工作人员
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 刘敏：转人工
> 私 刘敏 1 条 含 {H1}
[台 D 10:01] 陈蓉：接 {H1}
[台 D 10:02] 陈蓉：您说
> 私 刘敏 1 条 含 您说
platform 403
[台 D 10:05] 陈蓉：押金的事已经问过站上了
platform ok
? select name, why, subject, at from v_callback => 刘敏|unreached|H-1|2025-06-11 10:05
[台 D 10:06] 陈蓉：明天给你退
> 台 陈蓉 1 条 含 刘敏
? select count(*) from v_outbox where state = 'dead' => 1
