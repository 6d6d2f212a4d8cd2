# 部门只看自己的，街道看本片区的、没有电话；别人的单号跟没有一样，都记下来
load ../../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[群G2 D 09:05] 罗小军：小灯 羊安永安街的充电桩全坏了 我们几个都没法充电
> 群G2 1 条 含 {Q2}
? select number, street from v_case order by number => Q-1|文君街道;Q-2|羊安街道
[台 D 09:10] 李科：未派的单
> 私 李科 1 条 不含 Q-
[台 D 09:11] 李科：{Q1}
> 私 李科 1 条 含 查不到
[台 D 09:12] 李科：Q-77
> 私 李科 1 条 含 查不到
[台 D 09:13] 李科：交警大队的单列出来
> 私 李科 1 条 含 不归你看
[台 D 09:14] 孙姐：未派的单
> 私 孙姐 1 条 含 {Q1} 不含 {Q2}
[台 D 09:15] 孙姐：{Q1}
> 私 孙姐 1 条 含 刘敏 无电话 不含 138
[台 D 09:16] 孙姐：{Q1}电话 想问一下
> 私 孙姐 1 条 无电话 含 补问
[台 D 09:17] 孙姐：{Q2}派给城管
> 私 孙姐 1 条 含 查不到
[台 D 09:18] 王书记：未派的单
> 私 王书记 1 条 含 工作人员
[私 D 09:19] 张勇：{Q1}派给城管
? select state from v_case where number = 'Q-1' => open
[群G1 D 09:20] 孙姐：小灯 未派的单
> 群G1 1 条 含 私聊 不含 Q-
? select count(*) from v_audit where action = 'refused' and actor = '李科' => 2
? select count(*) from v_audit where action = 'case.view' and actor = '孙姐' => 1
