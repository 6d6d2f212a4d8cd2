# 夜里接单：求助的人拉黑了小灯、街道的人没私聊过，接单照样算数，该打电话的马上在名单上
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
platform no-first
date D=2025-06-11
[私 D 20:00] 何三娃：你好
[私 D 20:01] 刘敏：你好
[私 D 20:10] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递 书院街7号 13800000108 明天下午三点前
> 私 徐婆婆的女儿 1 条 含 {T1}
? select name, subject from v_callback order by name => 孙姐|T-1;陈蓉|T-1
[台 D 20:20] 陈蓉：{T1}通过
> 台 陈蓉 1 条 含 {T1}
> 私 何三娃 1 条 含 {T1}
> 私 刘敏 1 条 含 {T1}
platform 403
[私 D 22:50] 徐婆婆的女儿：你好
[私 D 22:51] 刘敏：你好
platform ok
[私 D 23:00] 何三娃：接{T1}
> 私 何三娃 1 条 含 归你
? select state, taken from v_task => taken|1
? select name, subject, at from v_callback where name in ('徐婆婆的女儿', '刘敏') order by name => 刘敏|T-1|2025-06-11 23:00;徐婆婆的女儿|T-1|2025-06-11 23:00
? select count(*) from v_quarantine => 0
clock D+1 09:00
> 私 徐婆婆的女儿 0 条
