# 换平台、换电话、换站点：改一样，别的照旧，以前的记着
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 吴大鹏：我换到圆通了
> 私 吴大鹏 1 条 含 圆通 含 站点
? select platform, trade, site from v_person where name = '吴大鹏' => 圆通|courier|羊安站
? select platform, site, why from v_job where name = '吴大鹏' => 中通|羊安站|changed
[私 D 09:05] 吴大鹏：电话换成13900000109
> 私 吴大鹏 1 条 含 139****0109 无电话
? select phone from v_person where name = '吴大鹏' => 13900000109
[私 D 09:06] 吴大鹏：我搬到平乐站了
? select site, street from v_person where name = '吴大鹏' => 平乐站|平乐镇
[私 D 09:07] 吴大鹏：改一下我的电话
> 私 吴大鹏 1 条 含 新号码
[私] 吴大鹏：1390000
> 私 吴大鹏 1 条 含 11
[私] 吴大鹏：13900000110
? select phone from v_person where name = '吴大鹏' => 13900000110
[私 D 09:09] 吴大鹏：改一下资料
> 私 吴大鹏 1 条 按钮 平台 按钮 电话
[私] 吴大鹏：[按钮：平台]
[私] 吴大鹏：改跑美团了
? select platform, trade from v_person where name = '吴大鹏' => 美团|delivery
? select count(*) from v_job where name = '吴大鹏' => 3
? select count(*) from v_audit where action = 'person.change' => 5
