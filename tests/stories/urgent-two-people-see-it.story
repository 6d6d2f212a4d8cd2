# 两个人看见同一处冒烟：一件，各得各的电话号码和单号，不重复喊
load ../fixtures/base
date D=2025-06-11
[群G1 D 10:00] 刘敏：小灯 文脉坊二楼在冒黑烟
> 群G1 1 条 含 119 含 {Q1}
> 私 孙姐 1 条 含 {Q1}
[群G1 D 10:01] 周明：小灯 文脉坊冒烟了 好吓人
> 群G1 1 条 含 119 含 {Q1} 不含 刘敏
> 私 孙姐 0 条
? select count(*), max(supporters) from v_case => 1|1
[私 D 10:20] 罗小军：平乐古镇有家客栈着火了
> 私 罗小军 1 条 含 119 含 {Q2}
? select count(*) from v_case => 2
