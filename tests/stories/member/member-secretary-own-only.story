# 书记只管自己支部的和还没归的；别的支部有谁，从话里也听不出来
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 吴大鹏：我是党员 组织关系在达州 咋个报到
[私] 吴大鹏：就这些
[台 D 10:00] 陈蓉：吴大鹏归第一支部
> 台 陈蓉 1 条 含 第一支部
> 私 吴大鹏 1 条 含 第一支部 含 高明
[台 D 10:10] 王书记：吴大鹏归第二支部
> 台 王书记 1 条 含 没有在你这里报到 不含 第一支部
? select branch, state from v_member where name = '吴大鹏' => 流动党员第一支部|verified
[台 D 10:11] 王书记：何三娃归第二支部
> 台 王书记 1 条 含 没有在你这里报到
[台 D 10:12] 王书记：第一支部有哪些党员
> 台 王书记 1 条 含 不归你管 不含 吴大鹏 不含 高明
[台 D 10:13] 王书记：第二支部有哪些党员
> 台 王书记 1 条 含 周明 不含 吴大鹏
[台 D 10:14] 王书记：有哪些新报到的
> 台 王书记 1 条 含 没有等着
[台 D 10:15] 李科：有哪些新报到的
> 台 李科 1 条 不含 吴大鹏
[台 D 10:16] 孙姐：第二支部有哪些党员
> 台 孙姐 1 条 不含 周明
? select count(*) from v_audit where action = 'refused' and detail = 'admin.member' => 2
? select count(*) from v_audit where action = 'refused' and object = 'admin.member' => 2
