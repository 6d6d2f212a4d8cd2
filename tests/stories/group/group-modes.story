# 群的脾气：街道的人说安静就安静，说放开就放开
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 何三娃：哪儿可以热个饭
> 群G1 1 条 含 文君驿站
[群G1 D 09:10] 孙姐：小灯安静
> 群G1 1 条
? select mode from v_group where title = '文君片区骑手群' => quiet
[群G1 D 09:20] 何三娃：哪儿可以热个饭
> 静默
[群G1 D 09:30] 何三娃：@小灯 哪儿可以热个饭
> 群G1 1 条 含 文君驿站
[群G1 D 09:31] 何三娃：今天的课呢
> 静默
[群G1 D 09:40] 孙姐：小灯 只答点名
> 群G1 1 条
? select mode from v_group where title = '文君片区骑手群' => called
[群G1 D 09:50] 何三娃：哪儿可以热个饭
> 静默
[群G1 D 10:00] 何三娃：小灯 哪儿可以热个饭
> 群G1 1 条 含 文君驿站
[群G1 D 10:10] 孙姐：小灯放开
> 群G1 1 条
[群G1 D 10:20] 何三娃：哪儿可以热个饭
> 群G1 1 条 含 文君驿站
? select count(*) from v_audit where action = 'group.mode' and actor = '孙姐' => 3
