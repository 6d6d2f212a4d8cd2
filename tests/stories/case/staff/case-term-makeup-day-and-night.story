# 时限：调休的星期天要上班，算工作日；夜里派的，从第二天开门算起
load ../../../fixtures/base
date D=2025-04-25
[私 D 15:00] 刘敏：水井巷14号楼道堆满纸箱 消防通道都堵了
> 私 刘敏 1 条 含 {Q1}
[台 D 16:00] 陈蓉：{Q1}派给消防
> 私 陈蓉 1 条 含 4月27日
? select due_at from v_case => 2025-04-27 16:00
[台 D 23:30] 陈蓉：{Q1}派给城管
> 私 陈蓉 1 条 含 4月28日
? select due_at from v_case => 2025-04-28 09:00
clock D+3 08:59
> 私 李科 2 条 含 {Q1} 含 提醒 不含 逾期
? select overdue from v_case => 0
clock D+3 09:00
> 私 李科 1 条 含 逾期
? select overdue, state from v_case => 1|assigned
