# 没听懂：私聊里短短一句，群里喊到了才答
load ../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：喔唷哟哟
> 私 刘敏 1 条
[群G1 D 09:01] 刘敏：@小灯 喔唷哟哟
> 群G1 1 条
[群G1 D 09:10] 刘敏：喔唷哟哟
> 静默
? select count(*) from v_case => 0
