# 要会的人：修车的事只喊会修车的
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[台 D 08:00] 孙姐：发布任务 今天下午四点文君街帮李大爷修轮椅 1人
> 台 孙姐 1 条 含 {T1}
> 私 何三娃 1 条 含 {T1}
> 私 刘敏 0 条
[私 D 08:01] 刘敏：啥子任务
> 私 刘敏 1 条 含 没有等人接
