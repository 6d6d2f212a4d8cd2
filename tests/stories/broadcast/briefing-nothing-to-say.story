# 没得事说就不发；驿站关门、办结三件以上才写进去；一两件说了会猜到是谁，不写
load ../../fixtures/base
load ../../fixtures/learning-withdrawn
date D=2025-06-11
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
clock D+1 08:00
> 静默
? select count(*) from v_broadcast => 0
load ../../fixtures/stations
clock D+2 07:30
> 群G1 1 条 含 南宝山驿站 含 关门 不含 办结
