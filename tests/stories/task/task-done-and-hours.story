# 接了做完：求助的人知道，时长按写明的规矩记一次
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[台 D 09:00] 孙姐：发布任务 今天上午十点半文君街帮李婆婆搬东西 1人
> 台 孙姐 1 条 含 {T1} 含 10:30
> 私 何三娃 1 条 含 {T1} 含 文君街
[私 D 09:01] 何三娃：接{T1}
> 私 何三娃 1 条 含 {T1}
[私 D 11:10] 何三娃：{T1}做完了
# 从十点半算起 40 分钟，进到半小时
> 私 何三娃 1 条 含 "1 小时"
? select hours, state from v_task_offer where name = '何三娃' => 1.0|done
? select hours from v_volunteer where name = '何三娃' => 1.0
[私 D 11:11] 何三娃：{T1}做完了
> 私 何三娃 1 条 含 没有接着的任务
? select hours from v_volunteer where name = '何三娃' => 1.0
? select state from v_task => done
