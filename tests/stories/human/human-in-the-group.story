# 群里喊人工：请到私聊，不开口说个人的事
load ../../fixtures/base
date D=2025-06-11
[群G1 D 10:00] 张勇：小灯 转人工
> 群G1 1 条 含 私聊
> 私 陈蓉 0 条
? select count(*) from v_handover => 0
