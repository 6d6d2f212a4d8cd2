# 两件都等评价：问是哪件；带单号就不问；三颗星再问一句
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[私 D 09:30] 刘敏：文脉坊门口换电柜吞了我电池 打客服没人接
> 私 刘敏 1 条 含 {Q2}
[台 D 10:00] 陈蓉：{Q1}答复 已划临停区
[台 D 10:01] 陈蓉：{Q2}答复 电池已退
[台 D 10:02] 陈蓉：上面那件结果改为解释说明
> 私 陈蓉 1 条 含 {Q2} 含 解释
? select number, outcome from v_case order by number => Q-1|solved;Q-2|explained
clock D 12:00
[私 D 18:00] 刘敏：{Q1} 满意
> 私 刘敏 1 条 含 {Q1} 含 办结
[私 D 18:01] 刘敏：打三颗星嘛
> 私 刘敏 1 条 含 {Q2} 按钮 满意
[私 D 18:02] 刘敏：四颗星
> 私 刘敏 1 条 含 {Q2} 含 办结
[私 D 18:03] 刘敏：满意
> 私 刘敏 1 条
? select number, rating from v_case order by number => Q-1|satisfied;Q-2|satisfied
