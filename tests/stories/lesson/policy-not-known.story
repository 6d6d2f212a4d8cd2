# 课里没有的政策：不编，说问谁，记下来
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：公租房需要啥条件
> 私 刘敏 1 条 含 不乱说 含 12345 含 回电话 不含 来源 按钮 给我回电话
[私 D 09:01] 刘敏：骑手社保怎么交
> 私 刘敏 1 条 含 12333 不含 L-3
[私 D 09:02] 刘敏：高温补贴一天好多钱
> 私 刘敏 1 条 含 不乱说 不含 元
? select topic, kind, count from v_topic_wanted order by topic => 公租房需要啥条件|policy|1;骑手社保怎么交|policy|1;高温补贴一天好多钱|policy|1
[群G1 D 09:03] 何三娃：小灯 公租房需要啥条件
> 群G1 1 条 含 12345 不含 来源
? select count from v_topic_wanted where topic like '公租房%' => 2
[群G1 D 09:04] 何三娃：小灯 没签劳动合同有啥保障吗
> 群G1 1 条 含 私聊 不含 来源
