# 正问着停车的事，补充的还是停车的事：不拆
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：我要反映 万福广场那边不让骑手停车
> 私 刘敏 1 条
[私 D 09:01] 刘敏：就是西门那边 中午十一点到一点 还有保安态度也不好
[私 D 09:02] 刘敏：就这些
? select count(*) from v_case => 1
? select count(*) from v_case where category = 'parking' and text like '%西门%' and text like '%态度%' => 1
