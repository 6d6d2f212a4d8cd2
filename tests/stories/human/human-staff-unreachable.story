# 接的人后来收不到了：没答过的话不丢，别人接着
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 刘敏：转人工
[台 D 10:01] 孙姐：接 H-1
[台 D 10:02] 孙姐：您说
> 私 刘敏 1 条 含 您说
platform 403
[私 D 10:05] 刘敏：站上扣了押金
platform ok
[私 D 10:06] 刘敏：还在不
> 私 刘敏 0 条
> 私 陈蓉 1 条 含 H-1
? select state, kept from v_handover => waiting|2
[台 D 10:07] 陈蓉：接 H-1
> 私 陈蓉 1 条 含 站上扣了押金 含 还在不 不含 转人工
> 私 刘敏 1 条 含 陈蓉
