# 建议：采纳与不采纳，理由全文给本人；闲话不立件；不逾期
load ../../fixtures/base
date D=2025-06-11
[群G1 D 20:00] 周明：小灯 我有个建议 高温天把驿站冰柜加满水 再放点藿香正气水
> 群G1 1 条 含 {Q1} 无电话
[私 D 20:10] 钟师傅：建议国道边搞个货车休息区 能洗澡那种
> 私 钟师傅 1 条 含 {Q2}
[群G1 D 20:12] 张勇：我建议晚上吃烧烤
> 静默
? select number, kind, category from v_case order by number => Q-1|suggestion|rest;Q-2|suggestion|rest
[台 D+1 09:00] 陈蓉：{Q1}采纳 本周起文君、万福两站增配
> 私 陈蓉 1 条 含 {Q1} 含 采纳
> 私 周明 1 条 含 采纳 含 本周起文君、万福两站增配
[台 D+1 09:05] 陈蓉：{Q2}不采纳 用地不属于本市事权 已转市交通局研究
> 私 钟师傅 1 条 含 "用地不属于本市事权 已转市交通局研究"
? select number, state, outcome, overdue from v_case order by number => Q-1|closed|adopted|0;Q-2|closed|declined|0
clock D+30 09:00
[台 D+30 09:01] 陈蓉：逾期的单
> 私 陈蓉 1 条 不含 Q-
