# 一句话全说了：不再问，直接登记
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者 在文君街道这边跑 三公里以内 会修车
> 私 何三娃 1 条 含 登记好了
? select area, radius, skills from v_volunteer where name = '何三娃' => 文君街道|3.0|修车
