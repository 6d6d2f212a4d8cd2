# 拉黑了小灯的人：答复发不出去的当下就上打电话名单
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
platform 403
[台 D 10:10] 陈蓉：{Q1} 城管局回复：已设停车位
platform ok
? select state, outcome from v_case => answered|solved
? select name, why, subject, at from v_callback where name = '刘敏' => 刘敏|unreached|Q-1|2025-06-11 10:10
