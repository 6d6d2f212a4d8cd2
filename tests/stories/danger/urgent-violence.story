# 有人要打人：110，群里只说私聊；事后说起的，照普通诉求办
load ../../fixtures/base
date D=2025-06-11
[群G1 D 20:00] 周明：小灯 世纪锦城门口几个保安拿棍子追到我打
> 群G1 1 条 含 110 含 私聊 不含 保安 不含 Q-
> 私 周明 1 条 含 {Q1}
> 私 孙姐 1 条 含 {Q1} 含 世纪锦城
? select kind, danger from v_case => grievance|violence
[私 D 20:10] 刘敏：昨天世纪锦城的保安打了我一巴掌 到现在没人管
> 私 刘敏 1 条 含 {Q2} 不含 110
> 私 孙姐 0 条
? select danger, urgent from v_case where number = 'Q-2' => |0
