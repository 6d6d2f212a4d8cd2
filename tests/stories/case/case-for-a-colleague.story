# 替同事报：记清是替谁，点了头才告诉他，告诉了他就能查能评
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[私 D 09:00] 周明：帮我同事何三娃报个事 万福广场保安不让他停车 还把他的车锁了
> 私 周明 1 条 含 {Q1} 含 何三娃 按钮 告诉他
> 私 何三娃 0 条
? select reporter, on_behalf, behalf from v_case => 周明|何三娃|何三娃
[私 D 09:01] 何三娃：我的单子
> 私 何三娃 1 条 不含 Q-
[私 D 09:02] 周明：[按钮：告诉他]
> 私 周明 1 条 含 {Q1}
> 私 何三娃 1 条 含 {Q1} 含 周明
[私 D 14:03] 何三娃：我的单子
> 私 何三娃 1 条 含 {Q1}
[台 D 14:04] 陈蓉：{Q1}派给城管
[台 D 15:00] 李科：{Q1}答复 已解锁，已提醒保安
> 私 何三娃 1 条 含 已解锁 按钮 满意
> 私 周明 1 条 含 已解锁
[私 D 15:01] 何三娃：满意
> 私 何三娃 1 条 含 办结
? select rating, state from v_case => satisfied|closed
? select person from v_case_event where event = 'rated' => 何三娃
