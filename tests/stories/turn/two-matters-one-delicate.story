# 群里两件，一件是工资：停车的给单号，工资的请到私聊，群里不提
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：@小灯 万福广场没得地方停车，停一哈就遭人撵 另外站长克扣我工资
> 群G1 1 条 含 {Q1} 含 私聊 不含 工资
? select category from v_case where category = 'parking' => parking
