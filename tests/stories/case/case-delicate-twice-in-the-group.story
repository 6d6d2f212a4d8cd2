# 扣钱的事在群里又说一次：问也在私聊问
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 周明：平台扣了我两百块 说我超时，上周五那一单
> 私 周明 1 条 含 {Q1}
[群G1 D 11:00] 周明：小灯 平台又扣了我两百块 说我超时，这是第二次了
> 群G1 1 条 含 私聊 不含 Q- 不含 扣
> 私 周明 1 条 含 {Q1} 按钮 新的
? select count(*) from v_case => 1
[私 D 11:01] 周明：是新的
> 私 周明 1 条 含 {Q2}
? select category, anonymous, text from v_case where number = 'Q-2' => penalty|1|平台又扣了我两百块 说我超时，这是第二次了
