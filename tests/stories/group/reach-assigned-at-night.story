# 夜里派单：承办部门的人没私聊过小灯，单子照样派出去，人马上上打电话名单；派单的人照常收到回话
load ../../fixtures/base
platform no-first
date D=2025-06-11
[私 D 21:00] 刘敏：万福广场保安不让停车 一停就锁车
> 私 刘敏 1 条 含 {Q1}
[台 D 23:10] 陈蓉：{Q1}派给城管局
> 台 陈蓉 1 条 含 城管局
? select state, department from v_case => assigned|城管局
? select name, why, subject, at from v_callback => 李科|unreached|Q-1|2025-06-11 23:10
? select count(*) from v_quarantine => 0
[台 D 23:11] 陈蓉：要打电话的有哪些
> 台 陈蓉 1 条 含 李科 含 {Q1}
# 早上不再重复，他写来第一句话就看得到这件
clock D+1 09:00
> 私 李科 0 条
? select count(*) from v_callback => 1
[台 D+1 09:05] 李科：{Q1}答复 已设停车位
> 台 李科 1 条 含 {Q1}
> 私 刘敏 1 条 含 已设停车位
