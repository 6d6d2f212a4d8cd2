# 工作人员看任务、撤任务；别的街道看不到
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[台 D 08:00] 孙姐：发布任务 今天下午四点文君街搬桌椅 2人
> 台 孙姐 1 条 含 {T1}
[私 D 08:01] 何三娃：接{T1}
[台 D 08:10] 孙姐：任务情况
> 台 孙姐 1 条 含 {T1} 含 "1/2 人"
[台 D 08:11] 陈蓉：{T1}
> 台 陈蓉 1 条 含 {T1} 含 搬桌椅
[台 D 08:12] 孙姐：撤回{T1}
> 台 孙姐 1 条 含 已撤回
> 私 何三娃 1 条 含 不用去了
? select state from v_task => withdrawn
