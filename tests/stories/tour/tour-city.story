# The office of the city
# Chen Rong (陈蓉) sees everything, and needs no program but the chat. In the evening she writes tomorrow's briefing.
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-10
[群G1 D 18:00] 孙姐：小灯 以后每天早上七点半给这个群发早报
[台 D 19:00] 陈蓉：写明天的早报：1.高温，中午少跑 2.平乐驿站修水管
[台 D 19:01] 陈蓉：第二点改成平乐驿站停水
[台 D 19:04] 陈蓉：发
clock D+1 07:30
> 群G1 1 条 含 平乐驿站停水
# One rider can have his scooter checked. The second waits, and moves up when somebody cannot come.
[台 D+1 09:00] 陈蓉：发布活动 周六下午两点电动车保养义诊 文君驿站 限1人
> 台 陈蓉 1 条 含 {A1}
[群G1 D+1 10:00] 张勇：小灯 保养那个我报一个
[私 D+1 10:05] 刘敏：报名电动车保养
> 私 刘敏 1 条 含 候补
[私 D+1 11:05] 张勇：我周六要上班 去不成了
> 私 刘敏 1 条 含 补上了
# Sites are visited, and what was promised is written on three lists.
[台 D+1 15:00] 孙姐：今天走访了美团文君站 见到12个人 反映充电难
[台 D+1 15:10] 陈蓉：补短清单加一条 文君驿站夜间照明不足 责任文君街道 6月30日前
> 台 陈蓉 1 条 含 {D1}
[台 D+1 16:30] 孙姐：{D1} 完成了 装了六盏灯
# And whenever somebody asks, the figures are there, because everything before was an event.
[台 D+1 17:00] 陈蓉：这个月的报表
> 台 陈蓉 1 条
