# 中间问的充电地方，不会变成反映的地方
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：小区保安不让我们送餐的电瓶车进
> 私 何三娃 1 条 含 哪个地方
[私 D 09:01] 何三娃：万福广场哪里可以充电
> 私 何三娃 1 条 含 万福驿站 含 哪个地方
[私 D 09:02] 何三娃：瑞云府
? select category, place from v_case => entry|瑞云府
? select count(*) from v_case where text like '%充电%' => 0
