# 群里的语音不接；喊到小灯的才收
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 何三娃：[语音]
> 静默
[群G1 D 09:01] 何三娃：小灯 万福广场哪里可以充电
> 群G1 1 条
[群G1 D 09:05] 刘敏：[语音]
> 静默
? select count(*) from v_voice => 0
[群G1 D 09:06] 何三娃：[语音][回复 小灯]
> 群G1 1 条 含 {Q1}
? select count(*) from v_voice where number = '{Q1}' => 1
