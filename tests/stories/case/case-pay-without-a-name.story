# 工资的事：群里只说私聊，部门默认看不到名字，站长哪怕兼着部门也看不到这件
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/manager
date D=2025-06-11
[群G1 D 09:00] 周明：小灯 站上拖欠我们三个月的工资不发，帮我们反映一下
> 群G1 1 条 含 私聊 不含 Q- 不含 工资
> 私 周明 1 条 含 {Q1} 含 看不到你是谁
? select category, anonymous, site from v_case => pay|1|文君站
[台 D 09:10] 陈蓉：{Q1}派给人社局
> 私 小吴 1 条 含 {Q1} 不含 周明
> 私 张站长 0 条
[台 D 09:11] 小吴：我的单
> 私 小吴 1 条 含 {Q1}
[台 D 09:12] 小吴：{Q1}
> 私 小吴 1 条 不含 周明
[台 D 09:13] 张站长：我的单
> 私 张站长 1 条 不含 {Q1}
[台 D 09:14] 张站长：{Q1}
> 私 张站长 1 条 不含 工资 不含 周明
[台 D 09:15] 张站长：{Q1}答复 没有的事
> 私 张站长 1 条
? select state from v_case => assigned
? select count(*) from v_audit where action = 'refused' and actor = '张站长' => 2
[台 D+1 10:00] 小吴：{Q1}答复 已责令站点6月20日前补发
> 私 周明 1 条 含 补发
> 群G1 0 条
