# A branch secretary
# Secretary Wang (王书记) looks after the second branch. He writes a notice, corrects half a sentence of it, and sees whom it reaches
# before anything leaves.
load ../../fixtures/base
load ../../fixtures/branches
date D=2025-06-11
[台 D 16:00] 王书记：给我们支部发个通知 本周五晚上八点文君驿站二楼主题党日 带笔记本
> 台 王书记 1 条 含 第二支部
[台 D 16:01] 王书记：等一下 是二楼会议室不是二楼
> 台 王书记 1 条 含 二楼会议室
[台 D 16:02] 王书记：对 发
> 私 周明 1 条 含 二楼会议室
# To all members of the city he cannot write: that is another's office.
[台 D 16:05] 王书记：给全市党员都发一份
> 台 王书记 1 条
# What he taught at a study window the evening before is one sentence, too.
[台 D 16:10] 王书记：昨天在学习窗口现场讲了L-2 高明主讲 15个人
> 台 王书记 1 条 含 15
