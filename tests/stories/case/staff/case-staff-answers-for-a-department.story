# 部门不上网：一句话代录答复，外部单号一并记下，没派的记到答复的部门名下；来源能改正
load ../../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[私 D 09:01] 周明：文脉坊门口换电柜吞了我电池 打客服没人接
> 私 周明 1 条 含 {Q2}
[台 D 10:00] 陈蓉：{Q1} 交警大队回复：已施划12个泊位 12345编号 20250611-0032
> 私 陈蓉 1 条 含 {Q1} 含 20250611-0032
> 私 刘敏 1 条 含 已施划12个泊位
? select department, state, outcome, outside from v_case where number = 'Q-1' => 交警大队|answered|solved|20250611-0032
? select event, detail, person from v_case_event where number = 'Q-1' and event in ('assigned', 'answered') => assigned|交警大队|陈蓉;answered|solved|陈蓉
# 已经派给别人的，不改承办
[台 D 10:10] 陈蓉：{Q2}派给城管
[台 D 10:11] 陈蓉：{Q2} 交警大队电话答复 已经退了押金 工单号 JJ-2025-88
> 私 陈蓉 1 条 含 JJ-2025-88
? select department, state, outside from v_case where number = 'Q-2' => 城管局|answered|JJ-2025-88
[台 D 10:20] 陈蓉：{Q2}是走访时反映的
> 私 陈蓉 1 条 含 走访
[台 D 10:21] 陈蓉：{Q1}的来源是哪里
> 私 陈蓉 1 条 含 骑手
[台 D 10:22] 李科：{Q2}来源改成巡查
> 私 李科 1 条 不含 巡查
? select number, source from v_case order by number => Q-1|rider;Q-2|visit
