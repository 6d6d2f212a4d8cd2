# 按行业分
date D=2025-06-11
load ../../fixtures/base
load ../../fixtures/registered
[台 D+1 09:00] 陈蓉：本月登记人员按行业
> 台 陈蓉 1 条 含 "登记人员 8人：外卖骑手 4、快递员 2、网约车司机 1、货车司机 1"
