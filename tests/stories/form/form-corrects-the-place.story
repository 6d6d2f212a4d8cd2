# 改口：不是这个小区，是隔壁那个
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：小区保安不让进 世纪锦城
> 私 何三娃 1 条
[私 D 09:01] 何三娃：不是世纪锦城 是隔壁那个 瑞云府
[私 D 09:02] 何三娃：就这些
? select count(*) from v_case where place like '%瑞云府%' and place not like '%世纪锦城%' => 1
? select count(*) from v_case => 1
