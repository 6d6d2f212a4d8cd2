# 案子没办完，也要现在都删：案子照办，答复不再送；谁报的看不出来
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场西门中午不让骑手停车 保安撵人 天天这样
> 私 刘敏 1 条 含 {Q1}
[台 D 09:30] 陈蓉：{Q1}转给城管局
[私 D 10:00] 刘敏：把我的资料全部删了
> 私 刘敏 1 条 含 {Q1}
[私 D 10:01] 刘敏：对 删
> 私 刘敏 1 条 含 要哪种
[私 D 10:02] 刘敏：[按钮：现在都删]
> 私 刘敏 1 条 含 答复送不到 按钮 "对，删"
[私 D 10:03] 刘敏：确定
> 私 刘敏 1 条 含 删了
? select state, coalesce(reporter, '无名') from v_case => assigned|无名
[台 D+1 10:00] 李科：{Q1}答复 已协调，物业在西门划了六个骑手停车位
> 私 刘敏 0 条
? select state from v_case => answered
? select count(*) from v_callback => 0
