# 登记完一会儿改口还算；第二天的一句“五公里”不算
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者 在文君街道这边跑 三公里以内 会修车
[私 D 09:10] 何三娃：改成五公里嘛
? select radius from v_volunteer where name = '何三娃' => 5.0
[私 D+1 09:00] 何三娃：这儿到平乐古镇二十公里
? select radius from v_volunteer where name = '何三娃' => 5.0
