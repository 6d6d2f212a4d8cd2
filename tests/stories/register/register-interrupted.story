# 登记到一半来单、问路、重启：接着问没说的
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要登记
[私] 何三娃：何三娃
[私] 何三娃：等哈 来单了
restart
[私 D 09:40] 何三娃：万福广场附近哪里可以充电
> 私 何三娃 1 条 含 驿站 含 平台
[私] 何三娃：美团
> 私 何三娃 1 条 含 站点
[私] 何三娃：不登记了
> 私 何三娃 1 条 含 不留
? select registered, platform is null, site is null from v_person where name = '何三娃' => 0|1|1
