# 填表的中间重启：接着填
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者 会修车
> 私 何三娃 1 条
restart
[私 D 09:05] 何三娃：文君街道 三公里
? select area, radius, skills from v_volunteer where name = '何三娃' => 文君街道|3.0|修车
