# 流动党员报到，归到支部要人核
load ../../fixtures/base
date D=2025-06-11
[私 D 19:00] 吴大鹏：我是党员 组织关系在达州 来邛崃跑快递一年了 咋个报到
> 私 吴大鹏 1 条 含 入 不含 组织关系现在在哪里
[私 D 19:01] 吴大鹏：羊安 预备的去年转正了 2019年6月入的党
[私 D 19:02] 吴大鹏：写错了 是2018年6月入党 2019年转正
> 私 吴大鹏 1 条 含 2018-06 含 2019 含 达州 含 羊安
[私 D 19:02:30] 吴大鹏：我是哪个支部
> 私 吴大鹏 1 条 含 还没有归 不含 第一支部 不含 第二支部
? select state, branch is null, organisation, joined, confirmed, living from v_member where name = '吴大鹏' => pending|1|达州|2018-06|2019|羊安街道
[台 D 20:00] 王书记：有哪些新报到的
> 台 王书记 1 条 含 吴大鹏 含 达州 不含 何三娃 不含 周明
[台 D 20:01] 王书记：吴大鹏归第二支部
> 台 王书记 1 条 含 流动党员第二支部
> 私 吴大鹏 1 条 含 流动党员第二支部 含 王书记
[私 D 20:05] 吴大鹏：我的支部是哪个 联系人哪个 啥子时候开会
> 私 吴大鹏 1 条 含 流动党员第二支部 含 王书记 含 "每月第二个周五 20:00" 含 6月13日
? select state, branch, decided_by from v_member where name = '吴大鹏' => verified|流动党员第二支部|王书记
? select count(*) from v_member where name = '吴大鹏' => 1
? select count(*) from v_outbox where type = 'group' => 0
