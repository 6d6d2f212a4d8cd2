# 再补一句：有两件就问是哪件；话里听得出来就不问；没话就问补啥
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[私 D 09:30] 刘敏：文脉坊门口换电柜吞了我电池 打客服没人接
> 私 刘敏 1 条 含 {Q2}
[私 D 15:00] 刘敏：再补一句 他们今天下午又来了
> 私 刘敏 1 条 含 {Q1} 含 {Q2} 按钮 Q-1 按钮 Q-2
? select count(*) from v_case_event where event = 'added' => 0
[私 D 15:01] 刘敏：[按钮：Q-1]
> 私 刘敏 1 条 含 {Q1} 不含 {Q2}
? select number, text from v_case_event where event = 'added' => Q-1|再补一句 他们今天下午又来了
[私 D 16:00] 刘敏：换电柜那件再补一句 客服终于回电话了说不管
> 私 刘敏 1 条 含 {Q2} 不含 {Q1}
[私 D+1 09:00] 刘敏：给{Q1}补充
> 私 刘敏 1 条 含 {Q1} 含 补啥
[私 D+1 09:01] 刘敏：保安姓曾 态度很凶还骂人
> 私 刘敏 1 条 含 {Q1}
[私 D+1 09:02] 刘敏：{Q2}补张照片
> 私 刘敏 1 条 含 {Q2} 含 补啥
[私 D+1 09:03] 刘敏：[照片]
> 私 刘敏 1 条 含 {Q2}
? select count(*) from v_case => 2
? select number, photos from v_case order by number => Q-1|0;Q-2|1
? select number, text from v_case_event where event = 'added' => Q-1|再补一句 他们今天下午又来了;Q-2|换电柜那件再补一句 客服终于回电话了说不管;Q-1|保安姓曾 态度很凶还骂人
