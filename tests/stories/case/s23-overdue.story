# 逾期：到期前提醒，到点催一次，升级一次，问到就实话，答复晚了天数留着
load ../../fixtures/base
date D=2025-06-16
[私 D 08:50] 何三娃：垃圾站污水流到路上 臭得很 文脉坊后面
> 私 何三娃 1 条 含 {Q1}
[台 D 09:00] 陈蓉：{Q1}派给城管
> 私 李科 1 条 含 {Q1}
? select kind, category, due_at from v_case => hazard|sanitation|2025-06-23 09:00
clock D+4 08:59
> 私 李科 0 条
clock D+4 09:00
> 私 李科 1 条 含 {Q1} 含 提醒
? select count(*) from v_case_event where event = 'overdue' => 0
clock D+7 08:59
> 私 陈蓉 0 条
clock D+7 09:01
> 私 陈蓉 1 条 含 {Q1} 含 逾期 含 城管局
> 私 李科 1 条 含 逾期
? select state, overdue from v_case => assigned|1
[台 D+7 09:30] 陈蓉：逾期的单
> 私 陈蓉 1 条 含 {Q1} 含 逾期
[台 D+7 09:31] 陈蓉：城管逾期的有几件
> 私 陈蓉 1 条 含 "1 件"
[私 D+7 10:00] 何三娃：都一个星期了 还没得人理我
> 私 何三娃 1 条 含 {Q1} 含 逾期 含 催办 不含 正常
? select count(*) from v_case => 1
clock D+8 09:59
> 私 陈蓉 0 条
> 私 李科 0 条
[台 D+8 10:00] 李科：{Q1}答复 污水管已疏通
> 私 何三娃 1 条 含 污水管已疏通
? select state, overdue, overdue_days from v_case => answered|1|1
? select count(*) from v_case_event where event = 'escalated' => 1
