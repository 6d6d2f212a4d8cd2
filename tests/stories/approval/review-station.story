# 商家提供的驿站：街道通过了骑手才找得到；不只一样待审就列出来
load ../../fixtures/base
load ../../fixtures/offered
date D=2025-06-11
[台 D 09:00] 孙姐：待审的有哪些
> 台 孙姐 1 条 含 好邻居超市
[私 D 09:01] 张勇：我要当志愿者 文君街道 三公里以内 会修车
[台 D 09:02] 孙姐：通过
> 台 孙姐 1 条 含 好邻居超市 含 张勇
? select state from v_station where name = '好邻居超市' => pending
[台 D 09:03] 孙姐：好邻居超市通过
> 台 孙姐 1 条 含 好邻居超市 含 找到
? select state from v_station where name = '好邻居超市' => open
[台 D 09:04] 孙姐：通过
> 台 孙姐 1 条 含 张勇
? select state from v_volunteer where name = '张勇' => active
