# 志愿者登记：群里举手，私聊里说清，半径改小，去掉一项
load ../../fixtures/base
date D=2025-06-11
[群G1 D 20:00] 何三娃：小灯 我想当志愿者
> 群G1 1 条 含 私聊
[群G1 D 20:01] 刘敏：可以嘛三娃 我去年当过
> 静默
[私 D 20:02] 何三娃：就在文君街道这一片 五公里以内 我会修车 也会量血压
[私 D 20:03] 何三娃：五公里太远了 三公里嘛
[私 D 20:04] 何三娃：血压那个算了 我证过期了
? select name, radius from v_volunteer where name = '何三娃' => 何三娃|3.0
? select count(*) from v_volunteer where area like '%文君街道%' and skills like '%修车%' and skills not like '%血压%' and name = '何三娃' => 1
[私 D 20:10] 何三娃：我登记成志愿者没得
> 私 何三娃 1 条 含 文君街道 含 "3 公里"
? select count(*) from v_volunteer where name in ('何三娃', '刘敏') => 1
