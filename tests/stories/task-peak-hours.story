# 高峰通过的：过了高峰才喊；等不到高峰过去的，高峰也喊
load ../fixtures/base
load ../fixtures/registered
load ../fixtures/volunteers
date D=2025-06-11
[台 D 11:10] 孙姐：发布任务 今天下午四点文君街陪李婆婆看病 1人
> 台 孙姐 1 条 含 {T1}
> 私 何三娃 0 条
clock D 13:01
> 私 何三娃 1 条 含 {T1}
[台 D+1 11:10] 孙姐：发布任务 今天中午十二点半文君街陪李婆婆看病 1人
> 台 孙姐 1 条 含 {T2}
> 私 何三娃 1 条 含 {T2}
