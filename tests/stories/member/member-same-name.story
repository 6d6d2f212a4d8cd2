# 两个同名的报到：列出来问是哪一个，选了才归
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 大鹏2号：我是党员 组织关系在雅安 咋个报到
[私] 大鹏2号：吴大鹏
[私] 大鹏2号：就这些
[私 D 09:10] 吴大鹏：我是党员 组织关系在达州 咋个报到
[私] 吴大鹏：就这些
[台 D 10:00] 陈蓉：吴大鹏归第二支部
> 台 陈蓉 1 条 含 哪一位 含 羊安站 按钮 2
? select count(*) from v_member where name = '吴大鹏' and branch is null => 2
[台] 陈蓉：[按钮：1]
> 台 陈蓉 1 条 含 第二支部
? select organisation, branch, state from v_member where name = '吴大鹏' order by organisation => 达州|流动党员第二支部|verified;雅安||pending
