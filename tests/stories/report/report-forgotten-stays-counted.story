# 删了资料的人，过去的数不变，名字查不到
date D=2025-06-01
load ../../fixtures/base
load ../../fixtures/registered
[台 D+31 09:00] 陈蓉：6月的登记人员
> 台 陈蓉 1 条 含 "登记人员 8人"
[私 D+31 10:00] 张勇：把我的资料全部删了 我不干了
[私 D+31 10:01] 张勇：对 删
? select count(*) from v_person where forgotten_at is not null => 1
[台 D+32 09:00] 陈蓉：6月的登记人员
> 台 陈蓉 1 条 含 "登记人员 8人"
[台 D+32 09:01] 陈蓉：7月的登记人员
> 台 陈蓉 1 条 含 "登记人员 7人"
