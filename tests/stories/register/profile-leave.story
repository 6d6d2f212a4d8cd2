# 不跑了：名册上下来有日子，志愿和单子问过再停；回来不用从头说
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 周明：我不跑外卖了 转行了
> 私 周明 1 条 含 6月11日 含 志愿 按钮 停了
? select registered, left_at from v_person where name = '周明' => 0|2025-06-11 09:00
? select platform, why, to_at from v_job where name = '周明' => 饿了么|left|2025-06-11 09:00
? select state from v_volunteer where name = '周明' => active
[私] 周明：[按钮：停了]
? select state from v_volunteer where name = '周明' => left
[私 D+30 09:00] 周明：不跑了
> 私 周明 1 条 含 还没有你
[私 D+40 09:00] 周明：我又回来了 我要登记
[私] 周明：周明
[私] 周明：饿了么
[私] 周明：文君站
[私] 周明：跳过
[私] 周明：对
? select registered, left_at is null, registered_at < since from v_person where name = '周明' => 1|1|1
? select count(*) from v_person where name = '周明' => 1
