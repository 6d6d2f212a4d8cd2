# 同一件事报两次，平台重复投递；另一个人的同样损失各是各的单，互相看不到
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：换电柜吞了我一块电池 文脉坊门口那个 客服电话打不通
> 私 何三娃 1 条 含 {Q1}
again
> 静默
[私 D 09:01] 何三娃：就这些
> 私 何三娃 1 条 含 {Q1}
? select count(*), max(category) from v_case => 1|battery
? select count(*) from v_case where place like '%文脉坊%' => 1
[私 D 11:00] 何三娃：文脉坊那个换电柜又吞电池 到底有没得人管
> 私 何三娃 1 条 含 {Q1} 按钮 补充 按钮 新的
? select count(*) from v_case => 1
[私 D 11:05] 周明：文脉坊门口换电柜坏了 把我电池吞了
> 私 周明 1 条 含 {Q2} 不含 {Q1} 不含 何三娃 不含 客服
? select count(*) from v_case => 2
? select a, b from v_case_link => Q-1|Q-2
[私 D 11:06] 周明：我的单子
> 私 周明 1 条 含 {Q2} 不含 {Q1} 不含 何三娃
[私 D 11:07] 周明：{Q1}咋样了
> 私 周明 1 条 含 没查到 不含 电池
[私 D 11:08] 何三娃：补充
> 私 何三娃 1 条 含 {Q1}
? select count(*) from v_case => 2
? select text from v_case_event where number = 'Q-1' and event = 'added' => 文脉坊那个换电柜又吞电池 到底有没得人管
