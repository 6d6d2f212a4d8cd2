# 报一件事，顺便问一句：单子立了，问的也答了
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 张勇：换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通 顺便问一下万福广场哪里可以充电
> 私 张勇 1 条 含 {Q1} 含 万福驿站
? select category, count(*) from v_case => battery|1
