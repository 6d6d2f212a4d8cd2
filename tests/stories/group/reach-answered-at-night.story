# 夜里答复：反映人没私聊过小灯，答复照样算数，群里只说单号和进展，人马上上打电话名单
load ../../fixtures/base
platform no-first
date D=2025-06-11
[群G1 D 20:00] 刘敏：小灯 万福广场保安不让停车 一停就锁车
> 群G1 1 条 含 {Q1}
[台 D 20:10] 陈蓉：{Q1}派给城管局
[台 D 20:11] 李科：你好
[台 D 23:20] 李科：{Q1}答复 已设停车位
> 台 李科 1 条 含 {Q1}
> 群G1 0 条
? select state, outcome from v_case => answered|solved
? select name, subject, at from v_callback where name = '刘敏' => 刘敏|Q-1|2025-06-11 23:20
? select count(*) from v_quarantine => 0
clock D+1 09:00
> 群G1 1 条 含 {Q1} 不含 停车位
? select count(*) from v_callback where name = '刘敏' => 1
