# 群里求助：请他私聊，群里不问地址电话
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[群G1 D 09:00] 张勇：小灯 我妈药吃完了 能不能找人帮忙送上去
> 群G1 1 条 含 私聊 无电话
> 私 张勇 1 条
? select count(*) from v_task => 0
