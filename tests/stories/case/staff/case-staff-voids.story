# 作废要理由，本人可以不同意；采纳只用于建议；市里重开要写原因
load ../../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:01] 陈蓉：{Q1}作废
> 私 陈蓉 1 条 含 原因
[台 D 09:02] 陈蓉：{Q1}采纳
> 私 陈蓉 1 条
? select state from v_case => open
[台 D 09:03] 陈蓉：{Q1}作废 经查现场没有这个保安岗
> 私 刘敏 1 条 含 没有这个保安岗 含 不同意
? select state, outcome from v_case => answered|void
[私 D 09:04] 刘敏：不满意 西门岗亭就有 我拍了照
> 私 刘敏 1 条 含 重新打开
? select state, outcome from v_case => reopened|
[台 D 09:05] 陈蓉：{Q1}答复 已核实，岗亭保安已教育
[私 D 09:06] 刘敏：满意
[台 D 09:07] 陈蓉：{Q1}重开
> 私 陈蓉 1 条 含 原因
[台 D 09:08] 陈蓉：{Q1}重开 回访发现又锁车了
> 私 陈蓉 1 条 含 重开
> 私 刘敏 1 条 含 回访发现又锁车了
? select state, reopened from v_case => reopened|2
