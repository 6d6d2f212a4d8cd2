# 正问着停车的事，一句话又带出另一处的坑：停车的照填，坑的另说，不混进停车的单子
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：我要反映 万福广场那边不让骑手停车
> 私 刘敏 1 条
[私 D 09:01] 刘敏：就是西门那边 中午十一点到一点 还有南街路口的井盖不见了
> 私 刘敏 1 条 含 {Q1} 含 另一件
? select count(*) from v_case where category = 'parking' and text like '%西门%' and text not like '%井盖%' => 1
