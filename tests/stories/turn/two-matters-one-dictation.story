# 一大段语音转文字：停车一件，路上的坑一件；前后的闲话不算
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 张勇：[语音转文字] 喂小灯在不在哦今天热得很我跟你说万福广场那边天天撵我们骑手停车都没得地方停还有就是南街路口的井盖不见了昨天晚上差点摔进去
> 私 张勇 1 条 含 {Q1} 含 另一件
? select count(*) from v_case where kind = 'grievance' and category = 'parking' and text not like '%井盖%' => 1
