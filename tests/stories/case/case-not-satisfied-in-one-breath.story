# 不满意带着原因：不再问；敷衍的“已转办”不算答复
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:10] 陈蓉：{Q1}派给城管
[台 D+1 10:00] 李科：{Q1}答复 已转交物业公司，正在协调
> 私 李科 1 条 含 进展 含 不算答复
> 私 刘敏 1 条 含 已转交物业公司 含 还没办完 不含 满意不满意
? select state, answered_at, due_at from v_case => assigned||2025-06-18 09:10
[台 D+2 10:00] 李科：{Q1}答复 经核实，按规定该处不得停放
> 私 李科 1 条 含 解释
> 私 刘敏 1 条 含 不得停放
? select state, outcome from v_case => answered|explained
[私 D+2 10:01] 刘敏：不满意 我们送餐总要有个停的地方
> 私 刘敏 1 条 含 {Q1} 不含 哪里没办好
> 私 李科 1 条 含 总要有个停的地方
? select state, reopened from v_case => reopened|1
