# 宣传队：进队、记一次、人次算得出来；不是队员的请他先进队
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[私 D 09:00] 张勇：记一次反诈宣传 文君街 3个人
> 私 张勇 1 条 含 加入红骑手宣传队
? select count(*) from v_publicity => 0
[私 D 09:01] 张勇：加入红骑手宣传队
> 私 张勇 1 条 含 欢迎
[私 D 09:02] 张勇：记一次反诈宣传 文君街 3个人
> 私 张勇 1 条 含 "3 人次"
? select kind, people, place, day, logged_by from v_publicity => fraud|3|文君街|2025-06-11|张勇
[私 D 18:00] 张勇：红骑手宣传队今天做了消防宣传
> 私 张勇 1 条 含 几个人
[私 D 18:01] 张勇：5个人
> 私 张勇 1 条 含 消防 含 "8 人次"
? select sum(people) from v_publicity => 8
[私 D 18:02] 张勇：退出宣传队
> 私 张勇 1 条 含 退了
[私 D 18:03] 张勇：记一次反诈宣传 3个人
> 私 张勇 1 条 含 加入红骑手宣传队
? select count(*) from v_publicity => 2
[台 D 18:10] 孙姐：记一次文明劝导 平乐古镇 6个人
> 台 孙姐 1 条 含 "6 人次"
