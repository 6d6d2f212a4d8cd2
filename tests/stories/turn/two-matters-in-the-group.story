# 群里喊了小灯，一句两件：一条回复，两个单号
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：@小灯 万福广场没得地方停车，停一哈就遭人撵 另外文脉坊门口的换电柜吞了我一块电池，客服不理
> 群G1 1 条 含 {Q1} 含 {Q2} 无电话
? select category from v_case order by number => parking;battery
