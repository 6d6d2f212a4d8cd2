# 没有未办完的事：先说清、确认了才删；删了再来是生人
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 吴大鹏：注销账号
> 私 吴大鹏 1 条 含 找不回来 按钮 "对，删" 按钮 不删
? select count(*) from v_person where name = '吴大鹏' => 1
[私 D 10:01] 吴大鹏：[按钮：对，删]
> 私 吴大鹏 1 条 含 删了
clock D 10:05
? select count(*) from v_person where name = '吴大鹏' => 0
? select count(*) from v_outbox where chat = '吴大鹏' or body like '%吴大鹏%' => 0
[私 D+1 10:00] 吴大鹏：我是哪个
[私 D+1 10:01] 吴大鹏：你有我啥子资料
> 私 吴大鹏 1 条 含 没有 不含 中通 不含 羊安
? select count(*) from v_person where name = '吴大鹏' and not registered => 1
