# 一个人两个号：这边要码，那边说码、认一下，就是一个人；码只用一次
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：绑定
> 私 刘敏 1 条 含 绑定码 含 十分钟
? select count(*) from v_person where name in ('刘敏', '小刘') => 1
[私 D 09:02] 小刘：绑定 {#1}
> 私 小刘 1 条 含 刘* 不含 刘敏 按钮 是我
> 私 刘敏 0 条
[私] 小刘：[按钮：是我]
> 私 小刘 1 条 含 合好了
> 私 刘敏 1 条 含 合成了一个人
? select count(*) from v_identity where name = '刘敏' => 2
? select count(*) from v_person where name = '小刘' => 0
[私 D 09:05] 小刘：我要登记
> 私 小刘 1 条 含 已经登记 含 美团
[私 D 09:06] 周明：绑定 {#1}
> 私 周明 1 条 含 不对
? select count(*) from v_audit where action = 'person.merge' => 1
