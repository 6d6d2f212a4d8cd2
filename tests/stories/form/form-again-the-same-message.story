# 同一条消息来两回：问一次，立一件
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通
> 私 何三娃 1 条 含 {Q1}
again
> 静默
? select count(*) from v_case => 1
