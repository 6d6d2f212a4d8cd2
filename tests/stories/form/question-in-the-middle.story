# 填表中间问一句别的：答了，再接着填
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者
> 私 何三娃 1 条
[私 D 09:01] 何三娃：万福广场哪里可以充电
> 私 何三娃 1 条 含 万福驿站
[私 D 09:02] 何三娃：文君街道 三公里 会修车
? select area, radius from v_volunteer where name = '何三娃' => 文君街道|3.0
