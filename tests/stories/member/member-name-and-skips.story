# 没登记的人报到：问名字；说不清的可以不说；再来报到不重复
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 小何：流动党员怎么报到
> 私 小何 1 条 含 名字
[私] 小何：何建军
> 私 小何 1 条 含 组织关系
[私] 小何：雅安
> 私 小何 1 条 含 入的党
[私] 小何：记不到了
> 私 小何 1 条 含 哪一片
[私] 小何：平乐
> 私 小何 1 条 含 雅安 含 没说 含 平乐
? select state, organisation, joined is null, living from v_member where name = '何建军' => pending|雅安|1|平乐镇
[私 D+2 09:00] 小何：党员报到
> 私 小何 1 条 含 还在等
[私] 小何：我是党员 2019年7月入党的 补报到
> 私 小何 1 条 含 2019-07 含 雅安
? select count(*), max(joined) from v_member where name = '何建军' => 1|2019-07
