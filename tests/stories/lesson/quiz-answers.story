# 答题怎么说都行：全角、改口、第几个、选项的原话、犹豫不算
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：开始做题
> 私 刘敏 1 条 含 "第 1 题"
[私 D 09:00:30] 刘敏：A还是B哦
> 私 刘敏 1 条 含 选哪个
? select count(*) from v_lesson_result => 0
[私 D 09:01] 刘敏：应该是外面的集中充电棚吧
> 私 刘敏 1 条 含 对了 含 "第 2 题"
[私 D 09:02] 刘敏：A不对 是B
> 私 刘敏 1 条 含 不是这个 含 "第 2 题"
[私 D 09:03] 刘敏：最后一个
> 私 刘敏 1 条 含 对了 含 "第 3 题"
[私 D 09:04] 刘敏：D
> 私 刘敏 1 条 含 选哪个
[私 D 09:05] 刘敏：就第二个嘛
> 私 刘敏 1 条 含 对了 含 学完了
? select no, first, last, correct, wrong from v_lesson_result order by no => 1|A|A|1|0;2|B|C|1|1;3|B|B|1|0
# 同样的错答说两遍，只算一次
[私 D 09:10] 何三娃：做题
> 私 何三娃 1 条 含 "第 1 题"
[私 D 09:11] 何三娃：B
> 私 何三娃 1 条 含 不是这个
again
> 静默
[私 D 09:12] 何三娃：b
> 私 何三娃 1 条 含 不是这个
[私 D 09:13] 何三娃：Ａ
> 私 何三娃 1 条 含 对了
? select first, last, correct, wrong from v_lesson_result where name = '何三娃' => B|A|1|1
