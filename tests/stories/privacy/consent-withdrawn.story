# 撤回同意：说清、删掉；再留电话要重新说一遍
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：给我回个电话 13800000123
[私 D 09:05] 何三娃：我不同意了
> 私 何三娃 1 条 含 电话删了
? select state, phone from v_callback where name = '何三娃' => withdrawn|
? select withdrawn_at from v_consent where name = '何三娃' => 2025-06-11 09:05
[私 D 09:06] 何三娃：撤回同意
> 私 何三娃 1 条 含 没有留
[私 D 09:07] 何三娃：给我回电话
> 私 何三娃 1 条 含 只给经办的人
