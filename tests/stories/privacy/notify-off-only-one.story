# 只有一样的，直接停；又恢复
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 张勇：莫再推通知了
> 私 张勇 1 条 含 通知 不含 哪一样
? select name, kind from v_person_pref => 张勇|broadcast
[私 D 09:01] 张勇：不要给我发通知
> 私 张勇 1 条 含 现在没有
[私 D 09:02] 张勇：恢复通知
> 私 张勇 1 条 含 恢复了
? select count(*) from v_person_pref => 0
[群G1 D 09:03] 何三娃：小灯 不要给我发通知
> 群G1 1 条 含 私聊
