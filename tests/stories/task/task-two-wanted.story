# 要两个人：两个都接得到，第三个没有
load ../../fixtures/base
load ../../fixtures/registered
load ../../fixtures/volunteers
date D=2025-06-11
[台 D 08:00] 孙姐：发布任务 今天下午四点文君街搬桌椅 2人
> 台 孙姐 1 条 含 {T1} 含 "2 人"
[私 D 08:01] 何三娃：接{T1}
> 私 何三娃 1 条 含 归你
[私 D 08:02] 罗小军：接{T1}
> 私 罗小军 1 条 含 归你
[私 D 08:03] 刘敏：接{T1}
> 私 刘敏 1 条 含 有人接了
? select taken, state from v_task => 2|taken
[私 D 17:00] 何三娃：{T1}做完了
? select state from v_task => taken
[私 D 17:01] 罗小军：{T1}做完了
? select state from v_task => done
