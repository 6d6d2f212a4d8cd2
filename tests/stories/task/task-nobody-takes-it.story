# 没人接：几轮以后告诉街道，到期限交给工作人员，求助的人知道
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 14:00] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递
[私 D 14:01] 徐婆婆的女儿：书院街7号
[私 D 14:02] 徐婆婆的女儿：13800000108
[私 D 14:03] 徐婆婆的女儿：今天下午五点前
> 私 徐婆婆的女儿 1 条 含 {T1}
[台 D 14:05] 孙姐：{T1} 通过
> 私 何三娃 1 条 含 {T1}
clock D 14:30
> 私 孙姐 0 条
clock D 14:50
> 私 孙姐 1 条 含 还没有人接
> 私 何三娃 0 条
? select state from v_task => open
clock D 17:01
> 私 孙姐 1 条 含 没有志愿者接 含 138****0108 无电话
> 私 徐婆婆的女儿 1 条 含 工作人员
? select state from v_task => to_staff
[私 D 17:02] 何三娃：接{T1}
> 私 何三娃 1 条 含 不用接了 无电话
