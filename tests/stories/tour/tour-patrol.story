# A patroller who sees a fire before it burns
# Lao Wei (老魏) is one of those who walk the city for this. A photograph, a sentence, and on.
load ../../fixtures/base
date D=2025-06-11
[私 D 08:20] 老魏：[照片] 水井巷14号二单元楼道里停了五辆电瓶车 插线板拉起在充
> 私 老魏 1 条 含 {Q1}
? select kind, category, source from v_case => hazard|fire|patrol
# A rider has seen the same thing ten minutes later: it becomes one matter, and both will hear how it ends.
[私 D 08:31] 刘敏：水井巷14号二单元楼道里有人飞线充电 好危险
> 私 刘敏 1 条 含 {Q1}
? select count(*) from v_case => 1
# The fire service has one working day. It needs an hour.
[台 D 09:05] 陈蓉：{Q1}派给消防
[台 D 10:10] 陈蓉：{Q1}答复 已到场，楼道电瓶车全部移出，物业当场拆除飞线
> 私 老魏 1 条 含 移出
> 私 刘敏 1 条 含 移出
[私 D 10:15] 老魏：满意
# Where somebody is in danger there is no number first, but 119, 120 or 110.
[私 D 21:10] 刘敏：快来人 文脉坊楼道里电瓶车着火了 冒好大的烟
> 私 刘敏 1 条 含 119
