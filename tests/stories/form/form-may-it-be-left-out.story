# 可不可以不说地方：答为啥要、可以不说；不说也立案
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：小区保安不让我们送餐的电瓶车进
> 私 何三娃 1 条 含 哪个地方
[私 D 09:01] 何三娃：可不可以不说位置
> 私 何三娃 1 条 含 跳过
? select count(*) from v_case => 0
[私 D 09:02] 何三娃：那就不说
[私 D 09:03] 何三娃：就这些
> 私 何三娃 1 条 含 {Q1}
? select category from v_case => entry
