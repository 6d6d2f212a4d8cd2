# 没有记录就直说，不编；愿意的话报上去成单子，原话在里头
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场车停哪儿
> 私 刘敏 1 条 含 "不敢乱说" 按钮 报上去 按钮 附近能停的驿站
? select count(*) from v_case => 0
[私 D 09:01] 刘敏：[按钮：报上去]
> 私 刘敏 1 条 含 {Q1}
? select category, place, text from v_case => parking|万福广场|万福广场车停哪儿
[私 D 09:10] 何三娃：走哪道门进瑞云府
> 私 何三娃 1 条 含 "不敢乱说"
[私 D 09:11] 何三娃：不用了
? select count(*) from v_case => 1
[私 D 09:20] 张勇：进门攻略
> 私 张勇 1 条 含 哪儿
[私 D 09:21] 张勇：翠湖苑小区
> 私 张勇 1 条 含 翠湖苑 含 "不敢乱说"
[私 D 09:22] 张勇：翠湖苑从哪进 找王哥 13900001111
? select count(*) from v_access => 0
