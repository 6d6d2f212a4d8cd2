# 一个群里两个人同时在报：各是各的，不会串
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：小灯 我要反映停车的问题
> 群G1 1 条
[群G1 D 09:00:20] 刘敏：小灯 我要反映换电柜的事
> 群G1 1 条
[群G1 D 09:00:40] 刘敏：文脉坊门口那个吞了我一块电池，客服不理
> 群G1 1 条 含 {Q1}
[群G1 D 09:01] 周明：万福广场西侧 天天都有人撵 停都停不到
> 群G1 1 条 含 {Q2}
? select reporter, category from v_case order by number => 刘敏|battery;周明|parking
? select count(*) from v_case where reporter = '周明' and (text like '%电池%' or place like '%文脉坊%') => 0
