# 需要关爱的人：先给电话，群里不抖出来，值班的人马上知道，没人接再往上
load ../../fixtures/base
date D=2025-06-11
[群G1 D 18:30] 刘敏：小灯 书院街7号三楼有个婆婆一个人住 这几天敲门都没人应 她点的餐挂在门上两天了
> 群G1 1 条 含 120 含 110 含 私聊 不含 书院街 不含 7号 不含 婆婆 不含 一个人住 不含 Q-
> 私 刘敏 1 条 含 {Q1} 不含 已派
> 私 孙姐 1 条 含 {Q1} 按钮 我来处理
> 私 陈蓉 0 条
? select kind, category, urgent, danger, state, street from v_case => hazard|care|1|life|open|文君街道
[群G1 D 18:31] 周明：遭了 快打电话嘛
> 静默
[私 D 18:33] 刘敏：姓徐 八十多 她女儿在深圳
> 私 刘敏 1 条 含 {Q1}
? select text from v_case_event where event = 'added' => 姓徐 八十多 她女儿在深圳
clock D 18:36
> 私 陈蓉 1 条 含 {Q1} 按钮 我来处理
? select name, step from v_case_alert order by step => 孙姐|0;陈蓉|1
[私 D 18:37] 孙姐：[按钮：我来处理]
> 私 孙姐 1 条 含 {Q1} 含 书院街7号 含 13800000102
> 私 刘敏 1 条 含 接手 含 文君街道 不含 孙姐
> 私 陈蓉 1 条 含 {Q1} 含 接手
? select state, department, taken_by from v_case => assigned|文君街道|孙姐
? select staff, name from v_reveal => 孙姐|刘敏
clock D 19:30
> 私 陈蓉 0 条
[台 D 19:31] 李科：{Q1}
> 私 李科 1 条 不含 徐 不含 深圳
[台 D 19:32] 孙姐：{Q1}
> 私 孙姐 1 条 含 姓徐
