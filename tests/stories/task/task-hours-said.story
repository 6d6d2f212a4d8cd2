# 自己说的时长：不比量到的多出一小时
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[台 D 09:00] 孙姐：发布任务 今天下午三点前文君街帮李婆婆搬东西 1人
> 台 孙姐 1 条 含 {T1}
[私 D 09:10] 刘敏：接{T1}
> 私 刘敏 1 条 含 {T1}
[私 D 10:10] 刘敏：{T1}做完了 花了五个小时
> 私 刘敏 1 条 含 "2 小时"
? select hours from v_task_offer where name = '刘敏' => 2.0
[私 D 10:11] 刘敏：志愿时长咋个算的
> 私 刘敏 1 条 含 半小时 含 "1 小时" 含 "8 小时"
[私 D 10:12] 刘敏：我做过好多次志愿了
> 私 刘敏 1 条 含 "1 次" 含 "2 小时"
