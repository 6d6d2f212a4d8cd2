# 没登记的人说换平台：不偷偷立册，说清楚咋登记
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我换到饿了么了
> 私 何三娃 1 条 含 还没有你 按钮 我要登记
? select registered, platform is null from v_person where name = '何三娃' => 0|1
[私] 何三娃：[按钮：我要登记]
> 私 何三娃 1 条 含 名字
