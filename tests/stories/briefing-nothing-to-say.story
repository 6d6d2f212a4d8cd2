# 没得事说就不发；有三件以上办结、有驿站关门才写进去；写的人少，说了会猜到是谁，就不写
load ../fixtures/base
load ../fixtures/learning-withdrawn
date D=2025-06-11
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
clock D+1 08:00
> 静默
? select count(*) from v_broadcast => 0
[台 D+1 18:00] 陈蓉：羊安驿站关门 另行通知
