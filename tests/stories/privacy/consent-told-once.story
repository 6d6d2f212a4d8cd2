# 问电话之前说一次拿来做什么、谁看、怎么收回；说过就不再啰嗦
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：给我回电话
> 私 何三娃 1 条 含 只给经办的人 含 撤回同意
? select purpose, at from v_consent where name = '何三娃' => contact|
[私 D 09:01] 何三娃：为啥要留电话
> 私 何三娃 1 条 不含 只给经办的人
[私 D 09:02] 何三娃：13800000199
> 私 何三娃 1 条 含 138****0199 不含 只给经办的人
? select purpose, at from v_consent where name = '何三娃' => contact|2025-06-11 09:02
[私 D 09:10] 何三娃：不用回电话了
[私 D 09:11] 何三娃：给我回电话
> 私 何三娃 1 条 不含 只给经办的人
? select count(*) from v_audit where action = 'consent.give' and detail = 'contact' => 1
