# 填到一半不填了：什么也没留下；再说“取消”只是答一声
load ../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我想当志愿者
> 私 何三娃 1 条
[私 D 09:01] 何三娃：算了 不报了
> 私 何三娃 1 条
? select count(*) from v_volunteer where name = '何三娃' => 0
[私 D 09:02] 何三娃：取消
> 私 何三娃 1 条 含 没有在办的事
