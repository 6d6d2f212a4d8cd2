# 没喊小灯的长篇大论，一句不接
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 周明：万福广场天天贴条没地方停车 另外站长克扣我工资 还有南街路口的井盖不见了
> 静默
? select count(*) from v_case => 0
