# 在私聊里说群名也行；不说是哪个群，问一句；没权的人不行
load ../../fixtures/base
date D=2025-06-11
[台 D 09:00] 孙姐：把文君片区骑手群设为安静
> 私 孙姐 1 条 含 文君片区骑手群
? select mode from v_group where title = '文君片区骑手群' => quiet
[台 D 09:01] 孙姐：把羊安快递小哥群设为安静
> 私 孙姐 1 条 含 工作人员
[台 D 09:02] 孙姐：这个群设为安静
> 私 孙姐 1 条 含 哪个群
[私 D 09:03] 何三娃：把文君片区骑手群设为开放
> 私 何三娃 1 条 含 工作人员
? select title, mode from v_group where mode <> 'open' => 文君片区骑手群|quiet
