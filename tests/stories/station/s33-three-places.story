# 活动名额三人，候补，退一个补一个
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[台 D 09:00] 陈蓉：发布活动 周六下午两点电动车保养义诊 文君驿站 限3人
> 台 陈蓉 1 条 含 {A1}
? select title, start, place, capacity, state from v_activity => 电动车保养义诊|2025-06-14 14:00|文君驿站|3|open
[群G1 D 10:00] 张勇：小灯 最近有啥子活动
> 群G1 1 条 含 电动车保养义诊 含 6月14日
[群G1 D 10:01] 张勇：报一个
> 群G1 1 条 含 报上了 无电话
[群G1 D 10:02] 刘敏：小灯 保养那个我也报
> 群G1 1 条 含 报上了
[私 D 10:03] 何三娃：我也去
> 私 何三娃 1 条 含 报上了
[私 D 10:04] 周明：报名电动车保养
> 私 周明 1 条 含 候补第 含 1 不含 报上了
[私 D 10:05] 罗小军：报名
> 私 罗小军 1 条 含 "候补第 2" 不含 报上了
? select name, state, place from v_enrolment order by at => 张勇|in|;刘敏|in|;何三娃|in|;周明|waiting|1;罗小军|waiting|2
[私 D 11:00] 刘敏：我周六要上班 去不成了
> 私 刘敏 1 条 含 退了
> 私 周明 1 条 含 补上了
> 私 何三娃 0 条
> 私 张勇 0 条
> 私 罗小军 0 条
? select name, state, place from v_enrolment where state <> 'left' order by at => 张勇|in|;何三娃|in|;周明|in|;罗小军|waiting|1
[私 D 11:05] 张勇：我是不是报上了
> 私 张勇 1 条 含 已经报上了
[私 D 11:06] 张勇：报名电动车保养
> 私 张勇 1 条 含 已经报上了
? select count(*) from v_enrolment where name = '张勇' => 1
clock D+2 19:40
> 私 张勇 1 条 含 明天
> 私 罗小军 0 条
