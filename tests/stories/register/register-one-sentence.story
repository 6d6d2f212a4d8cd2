# 一句话全说了：只核对一次
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我叫何三娃 跑美团的 文君站 电话13800000177 我要登记
> 私 何三娃 1 条 含 何三娃 含 美团 含 文君站 含 13800000177 按钮 对
[私] 何三娃：[按钮：对]
? select name, trade, platform, site, street, phone from v_person where name = '何三娃' => 何三娃|delivery|美团|文君站|文君街道|13800000177
