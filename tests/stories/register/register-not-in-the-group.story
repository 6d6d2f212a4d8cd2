# 群里要登记：请到私聊，群里不问名字电话
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 何三娃：小灯 我要登记 我叫何三娃 13800000177
> 群G1 1 条 含 私聊 不含 何三娃 无电话
? select registered from v_person where name = '何三娃' => 0
[群G1 D 09:05] 刘敏：小灯 我要登记
> 群G1 1 条 含 私聊 不含 美团
