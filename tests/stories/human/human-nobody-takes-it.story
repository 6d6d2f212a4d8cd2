# 十五个上班的分钟没人接：再告诉市里的人，也告诉等的人；下班的钟点不算，还没人接隔两小时再催
load ../../fixtures/base
date D=2025-06-11
[私 D 16:50] 刘敏：转人工
> 私 孙姐 1 条 含 H-1
> 私 陈蓉 0 条
clock D 18:00
> 私 陈蓉 0 条
clock D+1 09:04
> 私 陈蓉 0 条
clock D+1 09:05
> 私 陈蓉 1 条 含 没有人接 含 H-1
> 私 孙姐 0 条
> 私 刘敏 1 条 含 12345
clock D+1 11:05
> 私 陈蓉 1 条
> 私 孙姐 1 条
> 私 刘敏 0 条
? select rounds, state from v_handover => 3|waiting
