# 驿站锁了门、东西坏了：是反映，不是问路；问它坏没坏、几点锁门，不立单
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 刘敏：文君驿站饮水机坏了 三天了都没人管 一口水都接不到
> 私 刘敏 1 条 含 Q-
? select kind, category, place from v_case => grievance|rest|文君驿站
[私 D 10:10] 周明：中午送完单想去歇哈 结果万福驿站大门锁起的 敲了半天都没人开门
> 私 周明 1 条 含 Q-
? select category, place from v_case order by place desc => rest|文君驿站;rest|万福驿站大门
[私 D 10:20] 张勇：文君驿站几点锁门
> 私 张勇 1 条 含 08:30-22:00
[私 D 10:21] 张勇：文君驿站的空调坏没坏
> 私 张勇 1 条
? select count(*) from v_case => 2
