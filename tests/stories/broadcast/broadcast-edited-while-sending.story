# 正在发的时候还想改：改不了，只能停下再发更正；旧的草稿怎么说都发不出去
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：给所有群发个通知 周六上午八点义诊
> 台 陈蓉 1 条 含 {B1}
platform 429 600
[台 D 09:01] 陈蓉：发
[台 D 09:02] 陈蓉：把八点改成九点
? select state, copies, sent from v_broadcast => sending|4|0
platform ok
[台 D 09:03] 陈蓉：算了 不发了
clock D 09:30
> 台 陈蓉 含 "{B1} 已经定了，内容改不了"
> 台 陈蓉 含 已停 含 "已发出 0 份"
> 群G1 0 条
[台 D 09:31] 陈蓉：给所有群发个通知 周六上午九点义诊
> 台 陈蓉 1 条 含 {B2}
# 草稿过了半小时作废
[台 D 10:02] 陈蓉：发
> 台 陈蓉 1 条 不含 将于
[台 D 10:03] 陈蓉：对 发
> 台 陈蓉 1 条 不含 将于
clock D 10:30
> 群G1 0 条
? select number, state, copies from v_broadcast order by number => B-1|stopped|4;B-2|draft|0
# 写了新的，旧的就不算了
[台 D 10:31] 陈蓉：给所有群发个通知 第一稿
[台 D 10:32] 陈蓉：给所有群发个通知 第二稿
[台 D 10:33] 陈蓉：发
> 群G1 1 条 含 第二稿
[台 D 10:34] 陈蓉：发
> 群G1 0 条
? select count(*) from v_broadcast where state = 'draft' => 2
