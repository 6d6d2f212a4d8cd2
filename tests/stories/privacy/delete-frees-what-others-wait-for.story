# 删的时候：接的忙退回去再找人，自己求的忙撤掉，人工那头也知道
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 10:00] 徐婆婆的女儿：我妈一个人在家 高血压药吃完了 我在外地 能不能找人帮忙买了送上去
[私 D 10:01] 徐婆婆的女儿：书院街7号三楼 缬沙坦80毫克的一盒 她姓徐 电话13800000108
[私 D 10:02] 徐婆婆的女儿：今天之内就行 中午12点之前最好
> 私 徐婆婆的女儿 1 条 含 {T1}
[台 D 10:05] 孙姐：通过
[私 D 10:06] 何三娃：我接 {T1}
> 私 何三娃 1 条 含 书院街7号
? select state from v_task => taken
[私 D 10:08] 何三娃：转人工
[台 D 10:09] 孙姐：接 H-1
[私 D 10:09:30] 何三娃：结束人工
[私 D 10:10] 何三娃：把我的资料删干净
> 私 何三娃 1 条 含 对，删
? select state from v_task => taken
[私 D 10:11] 何三娃：删吧
> 私 何三娃 1 条 含 删了
> 私 徐婆婆的女儿 1 条 含 {T1}
> 私 刘敏 1 条 含 {T1}
? select state from v_task => open
? select count(*) from v_person where name = '何三娃' => 0
? select count(*) from v_volunteer where name is null and state = 'left' => 1
[私 D 10:15] 刘敏：我接 {T1}
> 私 刘敏 1 条 含 书院街7号
[私 D 10:20] 徐婆婆的女儿：把我的信息全部删除
> 私 徐婆婆的女儿 1 条 含 对，删
[私 D 10:21] 徐婆婆的女儿：对，删
> 私 徐婆婆的女儿 1 条 含 删了
> 私 刘敏 1 条 含 {T1}
? select state, coalesce(place, '无') from v_task => withdrawn|无
