# 一轮一轮放宽：先喊范围够得着的，再喊差一点的，接了就不再往外喊
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[私 D 07:10] 何三娃：我要当志愿者 文君街道 两公里以内 会送药
[私 D 07:11] 刘敏：我要当志愿者 文君街道 一公里以内 会送药
[私 D 07:12] 张勇：我要当志愿者 文君街道 一公里以内 会送药
[台 D 07:13] 孙姐：何三娃通过
[台 D 07:14] 孙姐：刘敏通过
# 世纪锦城离文君街道中心 1.2 公里
[台 D 08:00] 孙姐：发布任务 今天下午四点世纪锦城帮李婆婆搬东西 1人
> 私 何三娃 1 条 含 {T1}
> 私 刘敏 0 条
clock D 08:11
> 私 刘敏 0 条
clock D 08:21
> 私 刘敏 1 条 含 {T1}
> 私 张勇 0 条
? select name, wave from v_task_offer where task = '{T1}' and name in ('何三娃', '刘敏') order by wave => 何三娃|1;刘敏|3
[台 D 09:00] 孙姐：发布任务 今天下午四点世纪锦城帮王婆婆搬东西 1人
> 私 何三娃 1 条 含 {T2}
[私 D 09:05] 何三娃：接{T2}
clock D 10:00
> 私 刘敏 0 条
? select count(*) from v_task_offer where task = '{T2}' and name = '刘敏' => 0
# 没人接：问遍了告诉街道，一次
? select state, wave from v_task where task = '{T1}' => open|4
