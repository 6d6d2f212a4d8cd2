# 平台把同一条消息投递两次，再补一句“就这些”：一件
load ../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通
> 私 何三娃 1 条
again
> 静默
[私 D 09:01] 何三娃：就这些
> 私 何三娃 1 条 含 {Q1}
? select count(*), max(category) from v_case => 1|battery
? select count(*) from v_case where place like '%文脉坊%' => 1
