# 第二件等着的时候重启，不丢
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：小区保安不让进 对了 站长扣我三百块工资不给说法 美团文君站五月份的
> 私 刘敏 1 条
restart
[私 D 09:10] 刘敏：瑞云府 每次都要走路送进去
> 私 刘敏 1 条 含 {Q1} 含 {Q2}
? select category from v_case order by number => entry;pay
