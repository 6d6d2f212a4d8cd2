# 撤了又不撤：部门知道，时限重新算
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:10] 陈蓉：{Q1}派给城管
[私 D+1 10:00] 刘敏：那个停车的撤了嘛 已经解决了
> 私 刘敏 1 条 含 {Q1} 含 撤回
> 私 李科 1 条 含 {Q1} 含 撤回
? select state, due_at from v_case => withdrawn|
[台 D+1 10:01] 李科：{Q1}答复 已处理
> 私 李科 1 条 含 撤回
clock D+10 10:00
? select overdue from v_case => 0
[私 D+12 10:00] 刘敏：不撤了 还是要办
> 私 刘敏 1 条 含 {Q1}
> 私 李科 1 条 含 {Q1}
? select state, due_at from v_case => assigned|2025-06-30 10:00
[私 D+12 10:01] 刘敏：不撤了
> 私 刘敏 1 条 含 没有撤回
