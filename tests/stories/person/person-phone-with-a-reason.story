# 完整号码要写原因，看了留痕，本人问得到
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 陈蓉：看刘敏的完整电话
> 台 陈蓉 1 条 含 原因 不含 13800000102
? select count(*) from v_reveal => 0
[台 D 09:01] 陈蓉：刘敏电话 因为要上门核实住处
> 台 陈蓉 1 条 含 13800000102
? select staff, name, reason from v_reveal => 陈蓉|刘敏|因为要上门核实住处
? select count(*) from v_audit where action = 'reveal' and actor = '陈蓉' => 1
[台 D 09:02] 陈蓉：郑师傅电话 要通知领证
> 台 陈蓉 1 条 含 没有留电话
? select count(*) from v_reveal => 1
[台 D 09:03] 孙姐：刘敏电话 因为要上门核实
> 台 孙姐 1 条 不含 13800000102
[群G1 D 09:04] 陈蓉：小灯 刘敏电话 因为要上门核实
> 群G1 1 条 含 私聊 无电话
? select count(*) from v_reveal => 1
[私 D 10:00] 刘敏：你有我啥子资料
> 私 刘敏 1 条 含 看过你的全号
