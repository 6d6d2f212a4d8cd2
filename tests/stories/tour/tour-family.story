# A family far away, and a volunteer nearby
# Old Mrs Xu (徐婆婆) has run out of her medicine. Her daughter lives in Shenzhen.
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[私 D 10:00] 徐婆婆的女儿：我妈一个人在家 高血压药吃完了 我在外地 能不能找人帮忙买了送上去
[私 D 10:01] 徐婆婆的女儿：书院街7号三楼 缬沙坦80毫克的一盒 她姓徐 电话13800000108
[私 D 10:02] 徐婆婆的女儿：今天之内就行 中午12点之前最好
> 私 徐婆婆的女儿 1 条 含 {T1}
# Nothing goes out before the street (孙姐) has looked at it. Then it goes to those nearby, with the street's name but no door number.
[台 D 10:05] 孙姐：通过
> 私 何三娃 1 条 含 {T1} 不含 三楼
# The first who takes it has it, and only he learns door and number.
[群G1 D 10:30] 何三娃：小灯 {T1}我接
> 私 何三娃 1 条 含 书院街7号三楼
[私 D 10:30:01] 刘敏：接{T1}
> 私 刘敏 1 条 含 有人接了
[私 D 11:20] 何三娃：{T1}做完了
> 私 何三娃 1 条 含 小时
