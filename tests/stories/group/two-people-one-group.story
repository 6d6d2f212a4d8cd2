# 两个人在一个群里各说各的，不会串
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：小灯 我要反映停车的问题
> 群G1 1 条
[群G1 D 09:01] 刘敏：鹤山路口
> 静默
[群G1 D 09:02] 周明：万福广场西侧 天天贴条
> 群G1 1 条 含 {Q1}
? select reporter, category from v_case => 周明|parking
? select count(*) from v_case where text like '%鹤山%' or place like '%鹤山%' => 0
