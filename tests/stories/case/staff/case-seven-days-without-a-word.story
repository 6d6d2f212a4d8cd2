# 七天没说话：按未评价办结，不算满意；之后说不满意照样重开
load ../../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 10:00] 陈蓉：{Q1}答复 已划临停区
> 私 刘敏 1 条 含 已划临停区
clock D+7 09:59
? select state from v_case => answered
clock D+7 10:01
> 私 刘敏 1 条 含 {Q1} 含 不算你满意
? select state, rating, rated_at from v_case => closed|none|
[私 D+8 09:00] 刘敏：不满意 根本没划
> 私 刘敏 1 条 含 {Q1} 含 重新打开
? select state, rating, reopened from v_case => reopened|dissatisfied|1
