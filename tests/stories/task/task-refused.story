# 不通过：说原因，求助的人知道，志愿者一个都没打扰
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 09:00] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递
[私 D 09:01] 徐婆婆的女儿：书院街7号
[私 D 09:02] 徐婆婆的女儿：没有电话
[私 D 09:03] 徐婆婆的女儿：今天下午三点前
> 私 徐婆婆的女儿 1 条 含 {T1}
[台 D 09:05] 孙姐：{T1} 不通过 因为地址不清楚
> 台 孙姐 1 条 含 不通过
> 私 徐婆婆的女儿 1 条 含 地址不清楚
> 私 何三娃 0 条
? select state from v_task => withdrawn
[台 D 09:06] 孙姐：{T1} 通过
> 台 孙姐 1 条 含 处理过
? select count(*) from v_task_offer => 0
