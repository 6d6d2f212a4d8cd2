# 停车诉求：群里一句话，立一件，别人附和不立案
load ../../fixtures/base
load ../../fixtures/registered
date D=2025-06-11
[群G1 D 12:10] 张勇：小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子
> 群G1 1 条 含 {Q1} 无电话 不含 文君站 不含 饿了么
? select kind, category, state, reporter from v_case => grievance|parking|open|张勇
? select count(*) from v_case where place like '%万福广场%' => 1
[群G1 D 12:11] 何三娃：对头，我上周也遭了
> 静默
[群G1 D 12:12] 刘敏：+1
> 静默
? select number, name from v_supporter => Q-1|刘敏
? select count(*) from v_case => 1
[私 D 12:20] 张勇：我的单子呢
> 私 张勇 1 条 含 {Q1}
[私 D 12:21] 罗小军：{Q1}办得咋样了
> 私 罗小军 1 条 含 没查到 不含 万福 不含 张勇
[私 D 12:22] 罗小军：Q-999办得咋样了
> 私 罗小军 1 条 含 没查到
