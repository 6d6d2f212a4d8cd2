# 只发“TD”：有几样就问停哪样，没点之前什么也不停
load ../../fixtures/base
load ../../fixtures/subscribed
date D=2025-06-11
[私 D 09:00] 周明：TD
> 私 周明 1 条 含 哪一样 按钮 早报 按钮 任务 按钮 全部
? select state from v_subscription where chat = '周明' => active
[私 D 09:01] 周明：[按钮：早报]
? select state from v_subscription where chat = '周明' => off
[私 D 09:02] 刘敏：退订
> 私 刘敏 1 条 不含 哪一样
? select state from v_subscription where chat = '刘敏' => off
# 全停了，又自己订早报：早报照发，别的还停着
[私 D 09:03] 刘敏：所有通知都关掉
[私 D 09:04] 刘敏：我要订早报 早上七点半
> 私 刘敏 1 条 含 07:30
? select group_concat(kind) from v_person_pref where name = '刘敏' => broadcast,task
? select state from v_subscription where chat = '刘敏' => active
