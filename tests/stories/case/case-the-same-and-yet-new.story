# 又报一次，说是新的：另立一件，先补进去的话挪过去
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通
> 私 何三娃 1 条 含 {Q1}
[私 D+1 09:00] 何三娃：文脉坊门口换电柜今天又吞了我一块电池
> 私 何三娃 1 条 含 {Q1} 含 6月11日 按钮 新的
? select count(*) from v_case => 1
? select count(*) from v_case_event where event = 'added' => 1
[私 D+1 09:01] 何三娃：[按钮：新的]
> 私 何三娃 1 条 含 {Q2}
? select number, text from v_case order by number => Q-1|换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通;Q-2|文脉坊门口换电柜今天又吞了我一块电池
? select count(*) from v_case_event where event = 'added' => 0
