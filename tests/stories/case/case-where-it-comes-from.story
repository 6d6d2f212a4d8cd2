# 来源：骑手、党员、巡查员各记各的；派给没人在线的部门，说清楚，市里可以代录答复
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[私 D 09:01] 周明：文脉坊门口换电柜吞了我电池 打客服没人接
> 私 周明 1 条 含 {Q2}
[私 D 09:02] 老魏：南街口井盖翘起来了 车子过去哐当响
> 私 老魏 1 条 含 {Q3}
? select number, source from v_case order by number => Q-1|rider;Q-2|member;Q-3|patrol
[台 D 10:00] 陈蓉：{Q1}派给交警大队
> 私 陈蓉 1 条 含 交警大队没有人在这里收
[台 D 10:01] 陈蓉：{Q1}
> 私 陈蓉 1 条 含 来源：骑手
[台 D+1 10:00] 陈蓉：{Q1}答复 交警大队已施划12个泊位
> 私 刘敏 1 条 含 12个泊位
? select department, outcome from v_case where number = 'Q-1' => 交警大队|solved
