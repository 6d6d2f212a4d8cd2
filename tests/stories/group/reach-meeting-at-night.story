# 夜里改见面日：约上的人拉黑了小灯，日子照样改，他上打电话名单；问题转成单子也照样转
load ../../fixtures/base
load ../../fixtures/registered
platform no-first
date D=2025-06-11
[台 D 09:00] 陈蓉：安排见面日 6月20日下午三点 文君驿站二楼 2个名额
> 台 陈蓉 1 条 含 {M1}
[私 D 09:11] 张勇：我想约见书记
[私 D 09:12] 张勇：想问一下电动车上牌能不能在站上办
> 私 张勇 1 条 含 约上了
platform 403
[私 D 09:13] 张勇：你好
platform ok
[台 D 22:30] 陈蓉：{M1}改到6月21日下午三点
> 台 陈蓉 1 条 含 "6月21日"
? select name, subject, at from v_callback => 张勇|M-2|2025-06-11 22:30
[台 D+11 22:30] 陈蓉：{M1}的问题转成单子
> 台 陈蓉 1 条 含 "1 件"
? select number, text from v_case => Q-1|想问一下电动车上牌能不能在站上办
? select subject from v_callback => M-2 Q-1
