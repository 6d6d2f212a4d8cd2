# 接了没下文：到期前提醒，到期问一次，再没回话交给工作人员
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 09:00] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递
[私 D 09:01] 徐婆婆的女儿：书院街7号
[私 D 09:02] 徐婆婆的女儿：13800000108
[私 D 09:03] 徐婆婆的女儿：今天下午三点前
> 私 徐婆婆的女儿 1 条 含 {T1}
[台 D 09:05] 孙姐：通过
[私 D 09:06] 刘敏：接{T1}
clock D 14:01
> 私 刘敏 1 条 含 提醒
clock D 15:01
> 私 刘敏 1 条 含 办得咋样
clock D 16:02
> 私 刘敏 0 条
> 私 孙姐 1 条 含 没有回话 含 138****0108 无电话
> 私 徐婆婆的女儿 1 条 含 工作人员
? select state from v_task => to_staff
? select hours from v_volunteer where name = '刘敏' => 0.0
