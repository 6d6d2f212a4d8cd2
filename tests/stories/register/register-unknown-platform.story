# 没听过的平台：照写，行业问一句；站点不在册，照他的话记
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要登记
[私] 何三娃：何三娃
> 私 何三娃 1 条 含 平台
[私] 何三娃：小象超市
> 私 何三娃 1 条 含 哪一行 按钮 外卖
[私] 何三娃：[按钮：外卖]
> 私 何三娃 1 条 含 站点
[私] 何三娃：东星配送点
[私] 何三娃：不留
[私] 何三娃：对
? select platform, trade, site, street is null from v_person where name = '何三娃' => 小象超市|delivery|东星配送点|1
