# 审核、岗位、名册上的决定，本人私聊不到的，也上打电话名单，写明是什么事
load ../../fixtures/base
load ../../fixtures/registered
platform no-first
date D=2025-06-11
[台 D 22:30] 陈蓉：设周明为羊安街道管理员
> 台 陈蓉 1 条 含 周明
[台 D 22:31] 陈蓉：吴大鹏离职了
> 台 陈蓉 1 条 含 吴大鹏
[台 D 22:32] 陈蓉：要打电话的有哪些
> 台 陈蓉 1 条 含 周明 含 岗位 含 吴大鹏 含 名册
? select name, subject from v_callback order by name => 吴大鹏|roster;周明|office
