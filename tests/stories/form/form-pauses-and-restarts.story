# 登记到一半停了机：起来接着问，已经说的不再问
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者
[私 D 09:01] 何三娃：文君街道
restart
[私 D 11:01] 何三娃：回来了 刚才说到哪
> 私 何三娃 1 条 不含 哪一片
[私 D 11:02] 何三娃：两公里
[私 D 11:03] 何三娃：跳过
? select area, radius from v_volunteer where name = '何三娃' => 文君街道|2.0
