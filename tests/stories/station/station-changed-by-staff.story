# 驿站改时间、改闭站日、加减服务；长期停用，说恢复才开
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：文君驿站开放时间改成9点到21点
> 台 陈蓉 1 条 含 09:00-21:00
[台 D 09:01] 陈蓉：文君驿站每周二闭站
> 台 陈蓉 1 条 含 周二不开
[台 D 09:02] 陈蓉：文君驿站增加打印
> 台 陈蓉 1 条 含 打印
[台 D 09:03] 陈蓉：文君驿站去掉热饭
> 台 陈蓉 1 条 不含 热饭
? select hours, closed_days, services from v_station where name = '文君驿站' => 09:00-21:00|tue|water;charging;rest;toilet;medicine;aircon;print
[台 D 09:10] 陈蓉：平乐驿站停用 装修
> 台 陈蓉 1 条 含 暂停开放 含 装修
? select state, closed_until from v_station where name = '平乐驿站' => closed|
[私 D+20 10:00] 郑师傅：平乐驿站开门没
> 私 郑师傅 1 条 含 暂停开放 含 装修
[台 D+20 10:10] 陈蓉：平乐驿站恢复开放
> 台 陈蓉 1 条 含 已恢复
[私 D+20 10:20] 郑师傅：平乐驿站开门没
> 私 郑师傅 1 条 含 开着
[台 D+20 10:30] 陈蓉：鹤山驿站关门
> 台 陈蓉 1 条 含 哪个驿站
