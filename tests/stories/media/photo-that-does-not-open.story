# 图打不开：单子照样立，悄悄说一声；一把发来几张坏的，只说一回
load ../../fixtures/base
date D=2025-06-11
[私 D 10:20] 张勇：我要反映 万福广场西门一停车就遭贴条，能不能给骑手划几个车位 [坏照片] [坏照片] [照片]
> 私 张勇 2 条 含 {Q1} 含 打不开
? select count(*), max(state), max(photos) from v_case => 1|open|1
? select count(*), sum(state = 'unreadable'), count(told_at) from v_photo => 3|2|1
[私 D 10:21] 张勇：[照片]
> 私 张勇 1 条 含 {Q1} 不含 打不开
? select photos from v_case => 2
