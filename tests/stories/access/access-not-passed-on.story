# 纠正里有电话、链接的不转述；投诉不是纠正；同一个人再说，以新的为准
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：瑞云府停车攻略：南门外非机动车位，限停15分钟
> 私 陈蓉 1 条 含 G-1
[私 D 09:10] 何三娃：瑞云府车停哪
> 私 何三娃 1 条 含 南门外
[私 D 09:11] 何三娃：现在停东门 打13900001111有人开门
> 私 何三娃 1 条 含 "电话和链接不写"
? select count(*) from v_access => 1
[私 D 09:12] 何三娃：现在停东门外面了
> 私 何三娃 1 条 含 有骑手说
[私 D 09:13] 何三娃：不对 现在停西门外面
> 私 何三娃 1 条 含 有骑手说
? select number, state, kind from v_access order by number => G-1|confirmed|parking;G-2|replaced|parking;G-3|said|parking
[私 D 09:14] 周明：瑞云府车停哪
> 私 周明 1 条 含 南门外
[私 D 09:15] 周明：不对 那边封了
> 私 周明 1 条 含 有骑手说
[私 D 09:20] 刘敏：瑞云府车停哪
> 私 刘敏 1 条 含 南门外 含 西门 不含 东门
[私 D 09:21] 刘敏：瑞云府保安不让停 停一下就锁车
> 私 刘敏 1 条 含 就这些
[私 D 09:22] 刘敏：就这些
> 私 刘敏 1 条 含 {Q1}
? select count(*), max(category) from v_case => 1|parking
? select count(*) from v_access => 4
