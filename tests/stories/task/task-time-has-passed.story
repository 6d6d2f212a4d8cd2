# 时间说晚了：过了的钟点再问一遍，别的不用重说；深夜说“今天之内”算到半夜；“两个小时以内”算得出
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 16:00] 徐婆婆的女儿：我妈腿脚不方便 找个人帮忙取个快递 书院街7号 13800000108 今天下午三点前
> 私 徐婆婆的女儿 1 条 含 已经过了
> 私 孙姐 0 条
? select count(*) from v_task => 0
[私 D 16:01] 徐婆婆的女儿：那下午六点前
> 私 徐婆婆的女儿 1 条 含 {T1} 含 "18:00"
? select place like '%书院街7号%', deadline from v_task => 1|2025-06-11 18:00
[私 D 16:10] 徐师傅：找个人帮我搬个沙发 文君街5号 13800000110 两个小时以内
> 私 徐师傅 1 条 含 {T2} 含 "18:10"
[私 D 23:50] 杨孃：找个人帮忙送个东西 文君街2号 13800000103 今天之内
> 私 杨孃 1 条 含 {T3} 含 "6月12日 00:00"
? select deadline, state from v_task where task = '{T3}' => 2025-06-12 00:00|requested
# 到点没人看：交给工作人员，求助的人早上知道
clock D+1 07:01
? select state from v_task where task = '{T3}' => to_staff
> 私 杨孃 1 条 含 工作人员
