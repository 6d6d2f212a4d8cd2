# 派单：不带单号接着上一件，主办协办分得清，改派原部门知道，限天数，派给人就是派给他的部门
load ../../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 09:10] 陈蓉：{Q1}派一下
> 私 陈蓉 1 条 含 建议派给城管局 按钮 Q-1派给城管局
[台 D 09:11] 陈蓉：[按钮：Q-1派给城管局]
> 私 陈蓉 1 条 含 城管局 含 6月18日
> 私 李科 1 条 含 {Q1}
[台 D 09:20] 陈蓉：改派交警大队 城管协助
> 私 陈蓉 1 条 含 {Q1} 含 交警大队 含 协办
> 私 李科 1 条 含 {Q1}
? select department, helpers, state from v_case => 交警大队|城管局|assigned
[台 D 09:21] 李科：{Q1}答复 已处理
> 私 李科 1 条 含 交警大队手上
? select state from v_case => assigned
[台 D 09:30] 陈蓉：{Q1}派给国土局
> 私 陈蓉 1 条 含 国土局
? select department from v_case => 交警大队
[台 D 09:31] 陈蓉：{Q1}派给城管局 三天内答复
> 私 陈蓉 1 条 含 6月16日
? select department, helpers, due_at from v_case => 城管局||2025-06-16 09:31
[台 D 09:32] 陈蓉：{Q1}改派给孙姐
> 私 陈蓉 1 条 含 文君街道
? select department from v_case => 文君街道
[台 D 09:33] 陈蓉：Q-99派给城管
> 私 陈蓉 1 条 含 查不到
? select count(*) from v_case_event where event = 'assigned' => 4
