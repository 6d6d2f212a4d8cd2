# 先发照片，后说话，再补位置：一件，都挂上
load ../fixtures/base
date D=2025-06-11
[群G1 D 08:20] 张勇：[照片：换电柜吞了电池]
> 静默
[群G1 D 08:21] 何三娃：哦豁
> 静默
[群G1 D 08:22] 张勇：小灯 文脉坊门口的换电柜吞了我的电池，客服不理，帮我反映一下
> 群G1 1 条 含 {Q1} 无电话
[群G1 D 08:23] 张勇：[位置：文脉坊]
? select count(*), max(photos) from v_case => 1|1
? select round(lat, 4), round(lon, 4), datum from v_case => 30.4166|103.4646|gcj02
