# 对着群里的课说话，是大家的事，小灯不插嘴，只数人头；点到名才答
load ../../fixtures/base
date D=2025-06-11
[群G1 D 07:40] 刘敏：小灯 今天的课
> 群G1 1 条 含 L-1
[群G1 D 07:41] 何三娃：[回复 小灯] 我上回就是楼道充电遭罚了
> 静默
[群G1 D 07:42] 张勇：[回复 小灯] 哪儿可以充电
> 静默
[群G1 D 07:43] 何三娃：[回复 小灯] 再说一句
> 静默
? select lesson, chat, people from v_lesson_discussion => L-1|文君片区骑手群|2
[群G1 D 07:44] 刘敏：[回复 小灯] 小灯 哪儿可以充电
> 群G1 1 条 含 驿站
? select people from v_lesson_discussion => 3
# 不是对着课说的，照旧
[群G1 D 07:45] 周明：[回复 小灯] 今天的课
> 群G1 1 条 含 L-1
? select people from v_lesson_discussion => 3
