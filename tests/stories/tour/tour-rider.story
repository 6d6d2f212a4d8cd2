# A rider, between two orders
# Zhang Yong (张勇) delivers meals. He has one hand free and fifteen seconds. It is ten to eleven, his lunch is cold, and
# he asks where everybody can hear it. Nobody has to be registered to be answered.
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[群G1 D 10:50] 张勇：哪儿可以热个饭
> 群G1 1 条 含 文君驿站
# At noon he gets another ticket. One sentence in the group is enough for a case with a number.
[群G1 D 12:10] 张勇：小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子
> 群G1 1 条 含 {Q1} 无电话
# The group talks on. 小灯 listens to nothing that is not meant for it.
[群G1 D 12:11] 何三娃：对头，我上周也遭了
> 静默
[群G1 D 12:12] 张勇：哈哈 今天又要遭
> 静默
# Somebody in the office gives the case to the city management bureau. When Zhang Yong asks in private, he hears who has it.
[台 D 14:01] 陈蓉：{Q1}派给城管
[私 D 15:00] 张勇：我那个停车的咋样了
> 私 张勇 1 条 含 城管局 含 办理中
# Two days later the bureau answers. He did not have to ask again: the answer comes by itself, and he says what he thinks of it.
[台 D+2 10:00] 李科：{Q1}答复 已在万福广场西侧划定骑手临停车位12个，每次限停15分钟
> 私 张勇 1 条 按钮 满意
[私 D+2 10:05] 张勇：[按钮：满意]
> 私 张勇 1 条 含 办结
# What is about his pay he says in private; in the group he is only asked to.
[群G1 D+2 12:30] 张勇：小灯 站长又克扣我工资
> 群G1 1 条 含 私聊
