# A driver on the morning of the exam
# On the days of the entrance exam taxi drivers take candidates for nothing. Master Zheng (郑师傅) offers his car; papers are looked at first.
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-05
[私 D 09:00] 郑师傅：我有车 想参加爱心送考 4座 13800000188
[台 D 09:30] 孙姐：郑师傅通过
# Mrs Yang (杨孃) has a daughter in the exam and no car.
[私 D 10:00] 杨孃：我家娃高考 能不能派车送一下
[私 D 10:01] 杨孃：书院街9号
[私 D 10:02] 杨孃：文君中学考点
[私 D 10:03] 杨孃：6月7号早上七点半
[私 D 10:04] 杨孃：13800000103
> 私 杨孃 1 条 含 {T1} 含 没有派到车
# She is told the truth: not yet. Then:
[台 D 10:10] 孙姐：{T1}给郑师傅
> 私 杨孃 1 条 含 郑师傅
clock D+1 20:30
> 私 杨孃 1 条 含 准考证
clock D+2 06:31
[私 D+2 06:50] 郑师傅：[按钮：已出发]
> 私 杨孃 1 条 含 出发了
[私 D+2 07:30] 郑师傅：[按钮：已接到]
[私 D+2 07:50] 郑师傅：[按钮：已送到]
> 私 杨孃 1 条 含 送到考点
? select state, driver from v_ride => done|郑师傅
