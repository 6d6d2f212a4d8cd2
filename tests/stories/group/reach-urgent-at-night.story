# 半夜险情：值班的、街道的都联系不上，马上往上喊到联系得上的人，联系不上的都上打电话名单
load ../../fixtures/base
platform no-first
date D=2025-06-11
[台 D 20:00] 陈蓉：你好
[群G1 D+1 02:00] 刘敏：小灯 文脉坊楼下好大一股天然气味
> 群G1 1 条 含 119 含 {Q1} 不含 已派
> 私 陈蓉 1 条 含 {Q1}
? select name, subject, at from v_callback => 孙姐|Q-1|2025-06-12 02:00
[台 D+1 02:02] 陈蓉：我来处理
> 私 陈蓉 1 条 含 {Q1}
? select taken_by, state from v_case => 陈蓉|open
? select name, subject from v_callback order by name => 刘敏|Q-1;孙姐|Q-1
? select count(*) from v_quarantine => 0
