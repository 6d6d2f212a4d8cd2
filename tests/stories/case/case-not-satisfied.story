# 不满意：同一个单号重开，原因只问一次，时限重新算，部门和市里都知道
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:10] 陈蓉：{Q1}派给城管
[台 D+1 10:00] 李科：{Q1}答复 已跟物业说了
> 私 刘敏 1 条 含 已跟物业说了 按钮 不满意
[私 D+1 10:05] 刘敏：[按钮：不满意]
> 私 刘敏 1 条 含 {Q1} 含 哪里没办好
> 私 李科 1 条 含 {Q1} 含 重开
> 私 陈蓉 1 条 含 {Q1} 含 重开
? select state, reopened, rating, due_at, closed_at from v_case => reopened|1|dissatisfied|2025-06-19 10:05|
[私 D+1 10:06] 刘敏：说了第二天照样锁 我下午两点又遭了
> 私 刘敏 1 条 含 {Q1}
> 私 李科 1 条 含 照样锁
? select text from v_case_event where event = 'reason' => 说了第二天照样锁 我下午两点又遭了
[私 D+1 10:07] 刘敏：我的单子
> 私 刘敏 1 条 含 重新打开
[台 D+1 10:08] 陈蓉：重开的单
> 私 陈蓉 1 条 含 {Q1}
[台 D+2 10:00] 李科：{Q1}答复 已划临停区，锁具已拆
> 私 刘敏 1 条 含 锁具已拆
[私 D+2 10:01] 刘敏：解决了
> 私 刘敏 1 条 含 办结
? select state, reopened, rating from v_case => closed|1|satisfied
? select count(*) from v_case => 1
