# 转支部、转出、退回：一步一步，本人都晓得；转到别的支部要那边核
load ../../fixtures/base
date D=2025-06-11
[台 D 10:00] 王书记：周明转到第一支部
> 台 王书记 1 条 含 第一支部 含 核对
> 私 周明 1 条 含 第一支部 含 等
? select branch, state from v_member where name = '周明' => 流动党员第一支部|pending
[私 D 10:05] 周明：我是哪个支部
> 私 周明 1 条 含 等那边书记核对
[台 D 10:06] 王书记：周明归第二支部
> 台 王书记 1 条 含 没有在你这里报到
[台 D 10:10] 陈蓉：周明归第一支部
> 私 周明 1 条 含 高明
[台 D 10:20] 陈蓉：周明组织关系转走了
> 台 陈蓉 1 条 含 转出
> 私 周明 1 条 含 转出
? select state from v_member where name = '周明' => left
[私 D 10:30] 周明：我是哪个支部
> 私 周明 1 条 含 转出
[私 D+40 09:00] 周明：党员报到 组织关系在达州
[私] 周明：就这些
? select state, branch is null from v_member where name = '周明' => pending|1
[台 D+40 10:00] 王书记：周明核不到
> 私 周明 1 条 含 没有核上
? select state from v_member where name = '周明' => refused
