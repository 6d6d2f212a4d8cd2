# 今日课：题先错后对，跳过一题，再问进度
load ../../fixtures/base
date D=2025-06-11
[群G1 D 07:40] 刘敏：小灯 今天的课呢
> 群G1 1 条 含 L-1 含 电动自行车充电安全 不含 "A." 不含 "第 1 题"
[私 D 07:45] 刘敏：开始做题
> 私 刘敏 1 条 含 "第 1 题" 按钮 A 按钮 B 按钮 C
[私 D 07:45:20] 刘敏：B
> 私 刘敏 1 条 含 不是这个
? select no, first, last, correct from v_lesson_result => 1|B|B|0
[私 D 07:46] 刘敏：a
> 私 刘敏 1 条 含 对了 含 "第 2 题"
[私 D 07:46:30] 刘敏：选C嘛
> 私 刘敏 1 条 含 对了 含 "第 3 题"
[私 D 07:47] 刘敏：第三题哪个晓得 跳过
> 私 刘敏 1 条 含 "3 题对了 2 题"
[私 D 07:48] 刘敏：我学了好多了
> 私 刘敏 1 条 含 "学完 0 课" 含 "答对 2 题"
? select count(*) from v_lesson_reading where finished_at is not null => 0
? select no, first, last, correct, wrong from v_lesson_result order by no => 1|B|A|1|1;2|C|C|1|0
[私 D 07:50] 何三娃：我学了好多了
> 私 何三娃 1 条 含 "看过 0 课" 含 "答对 0 题"
