# 太远的不收，说清为啥，再问；问的还是那一样
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者
[私 D 09:01] 何三娃：文君街道
[私 D 09:02] 何三娃：三百公里
> 私 何三娃 1 条 含 公里
? select count(*) from v_volunteer where name = '何三娃' => 0
[私 D 09:03] 何三娃：五公里嘛
[私 D 09:04] 何三娃：会修车
? select area, radius from v_volunteer where name = '何三娃' => 文君街道|5.0
