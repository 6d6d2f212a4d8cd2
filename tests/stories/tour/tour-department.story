# Somebody in a department
# Mr Li (李科) works for the city management bureau and sees what was given to it, nothing else.
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场保安不让停车 一停就锁车
[台 D 09:10] 陈蓉：{Q1}派给城管
> 私 李科 1 条 含 {Q1}
[台 D 09:20] 李科：我的单
> 台 李科 1 条 含 {Q1}
# The reporter's number is covered. Who needs it says why, and that is kept.
[台 D 09:21] 李科：{Q1}
> 台 李科 1 条 含 138****0102
[台 D 09:22] 李科：{Q1}电话 要约现场看
> 台 李科 1 条 含 13800000102
# "Passed on to the property management" is no answer: the clock runs on, and the reporter hears it as what it is.
[台 D 11:00] 李科：{Q1}进展 已联系物业，明天上午碰头
> 私 刘敏 1 条 含 进展
# Nothing comes for five working days. Nobody has to watch: the day before he is reminded, then it is late, and the city knows.
clock D+6 09:11
clock D+7 09:11
> 私 陈蓉 1 条 含 逾期
[私 D+7 12:00] 刘敏：都一个星期了 还没得人理我
> 私 刘敏 1 条 含 逾期
[台 D+7 15:00] 李科：{Q1}答复 物业已拆除地锁，划出骑手临停区
> 私 刘敏 1 条 含 临停区
[私 D+7 15:10] 刘敏：不满意 才划了两个位子
> 私 刘敏 1 条 含 重新打开
