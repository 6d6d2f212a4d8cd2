# 群里接单、群里问的话要私聊说，可他没私聊过：照实说发不到，等他写来再问就有
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
platform no-first
date D=2025-06-11
[台 D 09:00] 孙姐：发布任务 今天下午四点文君街搬桌椅 1人
> 台 孙姐 1 条 含 {T1}
[群G1 D 09:10] 刘敏：小灯 接{T1}
> 群G1 1 条 含 归你 含 先私聊我
> 私 刘敏 0 条
? select state from v_task => taken
[私 D 09:11] 刘敏：接{T1}
> 私 刘敏 1 条 含 {T1} 含 本来就是你接的 含 文君街
[群G1 D 09:12] 刘敏：小灯 帮助
> 群G1 1 条 不含 先私聊我
