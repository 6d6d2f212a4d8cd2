# 半小时没人说话：人工先结束，两边都知道，小灯回来
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 张勇：转人工
[台 D 10:01] 陈蓉：接 H-1
[私 D 10:20] 张勇：等我送完这单
> 私 陈蓉 1 条
clock D 10:49
> 私 张勇 0 条
restart
clock D 10:50
> 私 张勇 1 条 含 半小时 含 转人工
> 私 陈蓉 1 条 含 半小时
? select state, why from v_handover => closed|silence
[私 D 10:51] 张勇：哪儿可以充电
> 私 张勇 1 条 含 哪儿
