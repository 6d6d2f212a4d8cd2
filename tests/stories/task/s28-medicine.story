# 送药任务：求助，街道审，附近的人才收到；药只代取
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 10:00] 徐婆婆的女儿：我妈一个人在家 高血压药吃完了 我在外地 能不能找人帮忙买了送上去
[私 D 10:01] 徐婆婆的女儿：书院街7号三楼 缬沙坦80毫克的一盒 她姓徐 电话13800000108
[私 D 10:02] 徐婆婆的女儿：今天之内就行 中午12点之前最好
> 私 徐婆婆的女儿 1 条 含 {T1} 含 代取 含 不代买
> 私 孙姐 1 条 含 {T1} 含 书院街7号 按钮 "{T1} 通过"
> 私 何三娃 0 条
> 私 刘敏 0 条
? select kind, place like '%书院街7号%', deadline, state, street, fetch from v_task => medicine|1|2025-06-11 12:00|requested|文君街道|1
? select count(*) from v_task_offer => 0
[台 D 10:05] 孙姐：通过
> 台 孙姐 1 条 含 {T1}
> 私 何三娃 1 条 含 {T1} 含 书院街 含 代取 不含 7号 不含 三楼 不含 徐 无电话
> 私 刘敏 1 条 含 {T1} 不含 7号 不含 三楼 无电话
> 私 罗小军 0 条
> 私 周明 0 条
> 私 徐婆婆的女儿 1 条 含 {T1}
? select name from v_task_offer order by name => 何三娃;刘敏
[私 D 10:06] 何三娃：啥子任务
> 私 何三娃 1 条 含 {T1} 含 书院街 不含 7号 不含 三楼 无电话
