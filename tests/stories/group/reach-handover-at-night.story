# 夜里要人工：早上喊值班的人，没私聊过的上打电话名单，联系得上的照样接
load ../../fixtures/base
platform no-first
date D=2025-06-11
[台 D 20:00] 陈蓉：你好
[私 D 23:00] 刘敏：转人工
> 私 刘敏 1 条 含 H-1
? select count(*) from v_callback => 0
clock D+1 09:40
> 私 陈蓉 1 条 含 H-1
? select name, subject from v_callback => 孙姐|H-1
[台 D+1 09:41] 陈蓉：接 H-1
> 私 刘敏 1 条 含 陈蓉
