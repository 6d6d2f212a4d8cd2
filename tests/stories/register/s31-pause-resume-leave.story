# 志愿者暂停、恢复、退出：不喊、又喊、记录还在
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 周明：我这半个月不接志愿了 家里有事
> 私 周明 1 条 含 6月26日 含 6
? select state, until, hours from v_volunteer where name = '周明' => paused|2025-06-26|6.0
[台 D 09:30] 孙姐：发布任务 今天下午四点文君街道陪老人看病 1人
> 台 孙姐 1 条 含 {T1}
> 私 周明 0 条
clock D+1 08:00
? select count(*) from v_task_offer where name = '周明' => 0
[私 D+15 09:00] 周明：可以接了
> 私 周明 1 条 含 可以喊你
? select state, until from v_volunteer where name = '周明' => active|
[台 D+15 09:30] 孙姐：发布任务 今天下午四点文君街道陪老人看病 1人
> 台 孙姐 1 条 含 {T2}
> 私 周明 1 条 含 {T2}
[私 D+16 09:00] 周明：志愿者不当了 退了
> 私 周明 1 条 含 6 含 还在
? select state, hours from v_volunteer where name = '周明' => left|6.0
[私 D+16 09:01] 周明：我以前的时长还在不
> 私 周明 1 条 含 "6 小时"
[台 D+16 09:30] 孙姐：发布任务 今天下午四点文君街道陪老人看病 1人
> 台 孙姐 1 条 含 {T3}
> 私 周明 0 条
clock D+16 21:00
? select count(*) from v_task_offer where name = '周明' and task = '{T3}' => 0
? select count(*) from v_person where name = '周明' and registered => 1
? select state from v_member where name = '周明' => verified
