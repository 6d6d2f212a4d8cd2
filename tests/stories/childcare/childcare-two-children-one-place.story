# 两个娃只剩一个名额：先问让哪个上，不替人选；收多少先说；同意了才留；过敏和接的人只有带班的看得到
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 杨孃：想给两个娃报托管班 王梓涵 9岁 王小满 7岁
> 私 杨孃 1 条 含 C-1 含 "300 元" 含 "还剩 1 个" 含 同意
? select count(*) from v_enrolment => 0
[私 D 09:01] 杨孃：同意
> 私 杨孃 1 条 含 "只剩 1 个" 按钮 王梓涵 按钮 王小满
? select count(*) from v_enrolment => 0
[私 D 09:02] 杨孃：多少钱哦
> 私 杨孃 1 条 含 "300 元"
? select count(*) from v_enrolment => 0
[私 D 09:03] 杨孃：王小满先上嘛
> 私 杨孃 1 条 含 报上了：王小满 含 王梓涵排候补第 含 "候补第 1" 含 过敏
? select name, age, state from v_child order by age => 王小满|7|in;王梓涵|9|waiting
[私 D 09:04] 杨孃：王小满花生过敏
> 私 杨孃 1 条 含 来接
[私 D 09:05] 杨孃：外婆李桂芳和我
> 私 杨孃 1 条 含 只有带班的老师看得到
? select note, fetch, phone from v_child where name = '王小满' => 王小满花生过敏|外婆李桂芳和我|13800000103
[台 D 10:00] 陈蓉：C-1名单
> 台 陈蓉 1 条 含 "王**" 不含 王小满 不含 花生 不含 李桂芳 无电话
[台 D 10:01] 陈蓉：C-1过敏情况
> 台 陈蓉 1 条 不含 花生 不含 王小满
[台 D 10:02] 孙姐：C-1接送信息
> 台 孙姐 1 条 不含 李桂芳 不含 王小满
[台 D 10:03] 唐老师：C-1接送信息
> 台 唐老师 1 条 含 王小满 含 花生 含 李桂芳 含 13800000103 不含 王梓涵
[台 D 10:04] 唐老师：C-1名单
> 台 唐老师 1 条 含 "王**" 不含 王小满 不含 花生 无电话
? select count(*) from v_audit where action = 'class.details' => 1
? select count(*) from v_audit where action = 'refused' => 2
