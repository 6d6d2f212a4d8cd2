# 隔了两天才回来：前面说的还在，问要不要接着报；要，就接着
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映 万福广场那边不让骑手停车
> 私 何三娃 1 条
[私 D+2 10:00] 何三娃：在不在
> 私 何三娃 1 条 含 接着报
? select count(*) from v_case => 0
[私 D+2 10:01] 何三娃：接着报
> 私 何三娃 1 条
[私 D+2 10:02] 何三娃：西门那边 一停就遭撵
[私 D+2 10:03] 何三娃：就这些
? select count(*) from v_case where text like '%万福广场%' and text like '%遭撵%' => 1
