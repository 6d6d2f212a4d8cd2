# 骑手登记：改口，一句话答两个问题
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 张勇：我要登记
> 私 张勇 1 条 含 名字
[私 D 09:00:30] 张勇：张勇 跑美团的
> 私 张勇 1 条 含 站点 不含 平台、 不含 哪一行
[私 D 09:01] 张勇：文君站
> 私 张勇 1 条 含 手机号 不含 哪个平台
[私 D 09:01:30] 张勇：哦不对 我上个月换到饿了么了 平台写饿了么
> 私 张勇 1 条 含 手机号
[私 D 09:02] 张勇：13800000101
> 私 张勇 1 条 含 饿了么 含 文君站 含 13800000101 不含 美团 按钮 对
? select count(*) from v_person where registered and name = '张勇' => 0
[私 D 09:03] 张勇：对
> 私 张勇 1 条 含 饿了么 含 文君站
? select name, trade, platform, site, phone, registered from v_person where name = '张勇' => 张勇|delivery|饿了么|文君站|13800000101|1
? select count(*) from v_person where site like '%不对%' or platform like '%换到%' or name like '%换到%' => 0
[私 D 09:10] 张勇：我要登记
> 私 张勇 1 条 含 已经登记 含 饿了么 含 不跑了
? select count(*) from v_person where name = '张勇' => 1
