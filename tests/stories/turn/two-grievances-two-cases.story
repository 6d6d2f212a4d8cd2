# 一句话两件难处：停车、工资，各是各的单
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 周明：万福广场没得地方停车，停一哈就遭人撵 另外美团文君站拖了我们几个两个月工资不发
> 私 周明 1 条 含 {Q1} 含 {Q2}
? select category, text from v_case order by number => parking|万福广场没得地方停车，停一哈就遭人撵;pay|美团文君站拖了我们几个两个月工资不发
[私 D 09:05] 周明：我的单子咋样了
> 私 周明 1 条 含 {Q1} 含 {Q2}
