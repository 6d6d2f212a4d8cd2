# 什么都没说就“就这些”：不立空单
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映
> 私 何三娃 1 条
[私 D 09:01] 何三娃：就这些
> 私 何三娃 1 条
? select count(*) from v_case => 0
[私 D 09:02] 何三娃：站上拖了两个月工资不发 五月六月的都没发
> 私 何三娃 1 条 含 {Q1}
? select category from v_case => pay
