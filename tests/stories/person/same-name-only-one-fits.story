# 摸排名单上还有同名的人：只有一位在等，就是他，不再问是哪一位
load ../../fixtures/base
load ../../fixtures/census-same
date D=2025-06-11
[私 D 09:02] 王强：我要当志愿者 文君街道 三公里以内 会修车
> 私 王强 1 条 含 登记好了
[台 D 09:10] 孙姐：王强通过
> 台 孙姐 1 条 含 通过 不含 哪一位
> 私 王强 1 条 含 志愿者
? select count(*) from v_volunteer where name = '王强' and state = 'active' => 1
[私 D 10:00] 王强：我是党员 组织关系在雅安 咋个报到
[私] 王强：王强
[私] 王强：就这些
[台 D 10:10] 陈蓉：王强归第二支部
> 台 陈蓉 1 条 含 第二支部 不含 哪一位
? select count(*) from v_member where name = '王强' and branch = '流动党员第二支部' => 1
[私 D 11:00] 王强：我有车 想参加爱心送考 4座 13800000191
[台 D 11:01] 陈蓉：王强通过
> 台 陈蓉 1 条 含 保险 不含 哪一位
