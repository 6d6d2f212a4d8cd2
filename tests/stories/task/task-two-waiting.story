# 待审的不止一件：只说“通过”不乱批，列出来让人点
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 09:00] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递
[私 D 09:01] 徐婆婆的女儿：书院街7号
[私 D 09:02] 徐婆婆的女儿：跳过
[私 D 09:03] 徐婆婆的女儿：今天下午三点前
> 私 徐婆婆的女儿 1 条 含 {T1}
[私 D 09:10] 杨孃：找个人帮我搬个煤气罐上楼
[私 D 09:11] 杨孃：文君街2号
[私 D 09:12] 杨孃：13800000103
[私 D 09:13] 杨孃：明天上午
> 私 杨孃 1 条 含 {T2}
[台 D 09:20] 孙姐：通过
> 台 孙姐 1 条 含 {T1} 含 {T2}
? select count(*) from v_task where state = 'requested' => 2
[台 D 09:21] 孙姐：{T2} 通过
> 台 孙姐 1 条 含 {T2}
? select state from v_task order by task => requested;open
