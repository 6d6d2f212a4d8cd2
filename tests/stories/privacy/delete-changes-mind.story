# 反悔、岔开、过了时候：都不删
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 周明：把我从你们库里删除
> 私 周明 1 条 含 对，删
[私 D 10:01] 周明：算了 不删了
> 私 周明 1 条 含 不删
[私 D 10:02] 周明：对 删
? select count(*) from v_person where name = '周明' => 1
[私 D 10:10] 周明：忘了我吧
> 私 周明 1 条 含 对，删
[私 D 10:50] 周明：对 删
? select count(*) from v_person where name = '周明' and registered => 1
[群G1 D 11:00] 周明：小灯 把我的资料全部删了
> 群G1 1 条 含 私聊
> 私 周明 0 条
? select count(*) from v_audit where action = 'person.forget' => 0
