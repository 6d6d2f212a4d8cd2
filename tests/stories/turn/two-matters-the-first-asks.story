# 第一件还要问一句，第二件等着，问完接着办
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：小区保安不让进 对了 站长扣我三百块工资不给说法
> 私 刘敏 1 条
? select count(*) from v_case => 0
[私 D 09:01] 刘敏：瑞云府 每次都要走路送进去 超时好多回了
> 私 刘敏 1 条 含 {Q1} 含 另一件
? select count(*) from v_case where category = 'entry' and place like '%瑞云府%' => 1
[私 D 09:02] 刘敏：美团文君站 五月份的
? select category from v_case order by number => entry;pay
