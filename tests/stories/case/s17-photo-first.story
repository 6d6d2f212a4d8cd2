# 消防隐患随手拍：群里先发照片，后说话，再补位置：一件，都挂上
load ../../fixtures/base
date D=2025-06-11
[群G1 D 08:20] 张勇：[照片：楼道里三辆电瓶车，插线板从三楼吊下来]
> 静默
? select count(*) from v_case => 0
[群G1 D 08:21] 何三娃：哦豁 好危险
> 静默
[群G1 D 08:22] 张勇：小灯 这个在瓮亭公园旁边 水井巷14号二单元 飞线充电
> 群G1 1 条 含 {Q1} 无电话 不含 二单元
[群G1 D 08:23] 张勇：[位置：瓮亭公园]
? select count(*), max(kind), max(category), max(photos) from v_case => 1|hazard|fire|1
? select count(*) from v_case where place like '%水井巷14号%' => 1
? select round(lat, 4), round(lon, 4), datum from v_case => 30.4172|103.4574|gcj02
[台 D 09:00] 陈蓉：未派的单
> 私 陈蓉 1 条 含 {Q1} 含 消防救援大队
[台 D 09:01] 孙姐：未派的单
> 私 孙姐 1 条 含 {Q1}
[台 D 09:02] 李科：未派的单
> 私 李科 1 条 不含 {Q1}
