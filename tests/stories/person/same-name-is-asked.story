# 两个同名的人：列出来问是哪一位，回了数字才办
load ../../fixtures/base
load ../../fixtures/same-name
load ../../fixtures/same-name-2
date D=2025-06-11
[台 D 10:00] 陈蓉：王强归第二支部
> 台 陈蓉 1 条 含 几位 含 美团 含 中通 无电话
? select count(*) from v_member where name = '王强' and branch is not null => 0
[台 D 10:01] 陈蓉：2
? select count(*) from v_member where name = '王强' and branch = '流动党员第二支部' => 1
