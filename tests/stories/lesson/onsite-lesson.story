# 现场讲的课：一句话记下，人数没说就问，重复说只算一场
load ../../fixtures/base
date D=2025-06-11
[台 D 09:30] 孙姐：今天晨会在文君站讲了充电安全 来了23人
> 台 孙姐 1 条 含 文君站 含 23 含 晨会
? select kind, site, speaker, people, day from v_onsite => briefing|文君站|孙姐|23|2025-06-11
[台 D 09:31] 孙姐：今天晨会在文君站讲了充电安全 来了25人
? select count(*), sum(people) from v_onsite => 1|25
[台 D 15:00] 王书记：昨天在学习窗口现场讲了L-2 高明主讲
> 台 王书记 1 条 含 多少人
[台 D 15:01] 王书记：十五个
> 台 王书记 1 条 含 15 含 高明 含 2025-06-10
? select lesson, speaker, people from v_onsite where kind = 'lesson' => L-2|高明|15
[台 D 15:02] 陈蓉：宣讲台账
> 台 陈蓉 1 条 含 "2 场" 含 "40 人次"
[台 D 15:03] 李科：今天晨会在文君站讲了充电安全 来了23人
> 台 李科 1 条 含 工作人员
? select count(*) from v_onsite => 2
