# 夜里派送考车：师傅和家长都联系不上，车照样派上，两家都上打电话名单
load ../../fixtures/base
load ../../fixtures/registered
platform no-first
date D=2025-06-05
[私 D 09:00] 郑师傅：我有车 想参加爱心送考 4座 13800000188
[台 D 09:03] 陈蓉：郑师傅通过
[私 D 10:00] 杨孃：我家娃高考 能不能派车送一下 从书院街9号送到文君中学考点 6月7号早上七点半 3个人 13800000103
> 私 杨孃 1 条 含 {T1}
platform 403
[私 D 10:01] 杨孃：你好
[私 D 10:02] 郑师傅：你好
platform ok
[台 D 23:00] 陈蓉：送考自动派车
> 台 陈蓉 1 条 含 "派了 1 趟"
? select family, state, driver from v_ride => 杨孃|matched|郑师傅
? select name, subject, at from v_callback where name <> '孙姐' order by name => 杨孃|T-1|2025-06-05 23:00;郑师傅|T-1|2025-06-05 23:00
? select count(*) from v_quarantine => 0
