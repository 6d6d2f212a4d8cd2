# “不要取消”不是取消
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：小区保安不让我们送餐的电瓶车进
[私 D 09:01] 何三娃：不要取消 我还要报
> 私 何三娃 1 条 含 哪个地方
[私 D 09:02] 何三娃：瑞云府
? select category, place from v_case => entry|瑞云府
