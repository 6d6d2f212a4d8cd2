# 急的任务高峰里也喊，夜里也只在醒着的时候喊
load ../fixtures/base
load ../fixtures/registered
load ../fixtures/volunteers
date D=2025-06-11
[台 D 11:30] 孙姐：发布任务 急 今天下午四点文君街道送李婆婆去医院 1人
> 台 孙姐 1 条 含 {T1}
> 私 何三娃 1 条 含 {T1} 含 急
[台 D 11:31] 孙姐：发布任务 今天下午四点文君街道陪王婆婆去医院 1人
> 台 孙姐 1 条 含 {T2}
> 私 何三娃 0 条
clock D 13:01
> 私 何三娃 1 条 含 {T2}
