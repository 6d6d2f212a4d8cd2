# 填到一半去送餐，两小时后回来，中间重启
load ../../fixtures/base
date D=2025-06-11
[私 D 11:20] 刘敏：我要反映 万福广场那边不让骑手停车
> 私 刘敏 1 条
? select count(*) from v_case => 0
[私 D 11:21] 刘敏：等哈 来单了
? select count(*) from v_case => 0
clock D 12:00
restart
[私 D 13:25] 刘敏：回来了 刚才说到哪儿了
> 私 刘敏 1 条 含 万福广场
? select count(*) from v_case => 0
[私 D 13:26] 刘敏：就是广场西门 中午11点到1点最恼火
[私 D 13:27] 刘敏：就这些
? select count(*), max(category), max(reporter) from v_case => 1|parking|刘敏
? select count(*) from v_case where place like '%万福广场%' and place like '%西门%' => 1
? select count(*) from v_case where text like '%11点到1点%' and text not like '%来单了%' => 1
[私 D 13:30] 刘敏：我的单子咋样了
> 私 刘敏 1 条 含 {Q1}
