# 要删数据，可是有一件没办完的案：先说清、给选择；办完、答复送到以后才断开
load ../../fixtures/base
load ../../fixtures/leaving
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场西门中午不让骑手停车 保安撵人 天天这样
> 私 刘敏 1 条 含 {Q1}
[台 D 09:10] 陈蓉：发布活动 周六下午两点电动车保养义诊 文君驿站 限1人
> 台 陈蓉 1 条 含 {A1}
[私 D 09:20] 刘敏：报名电动车保养
> 私 刘敏 1 条 含 报上了
[私 D 09:21] 张勇：报名电动车保养
> 私 张勇 1 条 含 候补
[台 D 09:30] 陈蓉：{Q1}转给城管局
? select state, department from v_case => assigned|城管局
? select hours from v_volunteer where name = '刘敏' => 1.5
# 误发
[私 D+1 09:50] 周明：删了
> 私 周明 1 条 含 删什么
[私 D+1 09:51] 周明：删了
> 私 周明 1 条 含 删什么
? select count(*) from v_person where name = '周明' => 1
[私 D+1 10:00] 刘敏：把我的资料全部删了 我不干了
> 私 刘敏 1 条 含 {Q1} 含 办完再删 含 现在都删 按钮 办完再删 按钮 现在都删 按钮 不删
? select count(*) from v_person where name = '刘敏' => 1
[私 D+1 10:01] 刘敏：那案子你们还办不
> 私 刘敏 1 条 含 还办 含 {Q1}
[私 D+1 10:02] 刘敏：办完再删也行 其他的现在删
> 私 刘敏 1 条 含 {Q1} 含 对，删
? select count(*) from v_person where name = '刘敏' => 1
[私 D+1 10:03] 刘敏：对 删
> 私 刘敏 1 条 含 删了 含 {Q1}
> 私 张勇 1 条 含 补上了
? select count(*) from v_person where name = '刘敏' or phone = '13800000102' => 0
? select count(*) from v_subscription where chat = '刘敏' or state = 'active' => 0
? select name, state from v_enrolment where state = 'in' => 张勇|in
? select state, department, instr(text, '不让骑手停车') > 0 from v_case => assigned|城管局|1
? select sum(hours), count(*) from v_volunteer where state = 'left' => 1.5|1
clock D+2 07:30
> 私 刘敏 0 条
[台 D+3 10:00] 李科：{Q1}答复 已协调，物业在西门划了六个骑手停车位
> 私 刘敏 1 条 含 西门
? select state from v_case => answered
[台 D+3 11:00] 陈蓉：刘敏
> 私 陈蓉 无电话
[台 D+3 11:01] 陈蓉：查一下刘敏的登记
> 私 陈蓉 无电话 不含 美团
clock D+3 21:00
? select state from v_case => answered
clock D+3 22:05
? select state, rating from v_case => closed|none
? select count(*), max(reporter) from v_case => 1|
? select text from v_case => 
[私 D+4 09:00] 刘敏：你有我啥子资料
> 私 刘敏 1 条 含 没有 不含 {Q1} 无电话
? select count(*) from v_case where reporter is not null => 0
? select count(*) > 0 from v_audit where action = 'person.forget' => 1
