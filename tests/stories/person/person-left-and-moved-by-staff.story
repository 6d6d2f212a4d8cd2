# 工作人员改名册：离职的下名册，换站换平台的改过来，历史都留着，本人知道
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：吴大鹏离职了
> 台 陈蓉 1 条 含 吴大鹏 含 不在名册
> 私 吴大鹏 1 条 含 登记
? select registered from v_person where name = '吴大鹏' => 0
? select name, why, site from v_job => 吴大鹏|left|羊安站
[台 D 09:01] 陈蓉：吴大鹏离职了
> 台 陈蓉 1 条 含 没有改动
[台 D 09:02] 陈蓉：刘敏换到羊安站了
> 台 陈蓉 1 条 含 羊安站
> 私 刘敏 1 条 含 羊安站 无电话
? select site, platform, registered from v_person where name = '刘敏' => 羊安站|美团|1
[台 D 09:03] 陈蓉：刘敏改跑饿了么了
> 台 陈蓉 1 条 含 饿了么
? select platform, trade from v_person where name = '刘敏' => 饿了么|delivery
? select count(*) from v_job where name = '刘敏' and why = 'changed' => 2
[台 D 09:04] 李科：刘敏离职了
> 台 李科 1 条
? select registered from v_person where name = '刘敏' => 1
# 自己回来登记不用工作人员
[私 D 10:00] 吴大鹏：我要登记
> 私 吴大鹏 1 条
