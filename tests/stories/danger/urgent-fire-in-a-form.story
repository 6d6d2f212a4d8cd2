# 报停车报到一半着火了：先说119，马上立件喊人，夜里也喊
load ../../fixtures/base
date D=2025-06-11
[私 D 23:10] 刘敏：我要反映 万福广场那边不让骑手停车
> 私 刘敏 1 条
[私 D 23:11] 刘敏：哎呀 旁边那家店着火了 火苗都窜起来了
> 私 刘敏 1 条 含 119 含 {Q1} 不含 已派 不含 派人
> 私 孙姐 1 条 含 {Q1} 含 万福广场 按钮 我来处理
? select kind, category, danger, urgent, state from v_case => hazard|fire|fire|1|open
? select count(*) from v_case where place like '%万福广场%' => 1
[私 D 23:12] 刘敏：火越来越大了 快来人
> 私 刘敏 1 条 含 119 含 {Q1} 不含 派人
> 私 孙姐 0 条
? select count(*) from v_case => 1
