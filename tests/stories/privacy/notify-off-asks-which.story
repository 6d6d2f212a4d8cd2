# 有几样就问停哪样；停一样别的还在；全部停了再恢复
load ../../fixtures/base
load ../../fixtures/subscribed
date D=2025-06-11
[私 D 09:00] 周明：不要给我发通知
> 私 周明 1 条 按钮 通知 按钮 早报 按钮 任务 按钮 全部
? select count(*) from v_person_pref => 0
[私 D 09:01] 周明：[按钮：早报]
> 私 周明 1 条 含 早报 含 答复
? select state from v_subscription where chat = '周明' => off
? select count(*) from v_person_pref => 0
[私 D 09:02] 周明：所有通知都关掉
> 私 周明 1 条 含 全部
? select kind from v_person_pref where name = '周明' => all
[私 D 09:03] 周明：把任务的提醒打开
> 私 周明 1 条 含 任务
? select group_concat(kind) from v_person_pref where name = '周明' => broadcast
? select state from v_subscription where chat = '周明' => off
[私 D 09:04] 周明：恢复通知
> 私 周明 1 条 按钮 通知 按钮 早报
[私 D 09:05] 周明：[按钮：全部]
? select count(*) from v_person_pref => 0
? select state from v_subscription where chat = '周明' => active
? select count(*) from v_audit where action like 'notify.%' => 6
