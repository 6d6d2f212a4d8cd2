# A mobile Party member
# Wu Dapeng (吴大鹏) came from Dazhou to drive parcels. His membership is at home; here nobody knows of it yet.
load ../../fixtures/base
date D=2025-06-11
[私 D 19:00] 吴大鹏：我是党员 组织关系在达州 来邛崃跑快递一年了 咋个报到
# Two answers in one message, and a correction, are understood as such.
[私 D 19:01] 吴大鹏：羊安 预备的去年转正了 2019年6月入的党
[私 D 19:02] 吴大鹏：写错了 是2018年6月入党 2019年转正
> 私 吴大鹏 1 条 含 2018-06
# No branch is made up for him: the secretary (王书记) looks at who reported in, and decides.
[台 D 20:00] 王书记：有哪些新报到的
> 台 王书记 1 条 含 吴大鹏
[台 D 20:01] 王书记：吴大鹏归第二支部
> 私 吴大鹏 1 条 含 流动党员第二支部
[私 D 20:05] 吴大鹏：我的支部是哪个 联系人哪个 啥子时候开会
> 私 吴大鹏 1 条 含 6月13日
# In the morning he reads today's lesson at a traffic light: three screens, then three questions.
[私 D+1 07:40] 吴大鹏：今天的课
> 私 吴大鹏 1 条 含 1/3
[私 D+1 07:41] 吴大鹏：[按钮：继续]
[私 D+1 07:42] 吴大鹏：继续
[私 D+1 07:43] 吴大鹏：[按钮：开始做题]
[私 D+1 07:43:20] 吴大鹏：选A嘛
> 私 吴大鹏 1 条 含 对了
# The light turns green. What was done stays done.
[私 D+1 07:43:40] 吴大鹏：等哈 来单了
[私 D+1 09:10] 吴大鹏：我学了好多了
> 私 吴大鹏 1 条
# A colleague who does not like to write asks him to speak for him.
[私 D+1 12:20] 吴大鹏：帮我同事罗小军报个事 羊安园区门卫不准快递车进 每天要走半个钟头
> 私 吴大鹏 1 条 含 {Q1}
