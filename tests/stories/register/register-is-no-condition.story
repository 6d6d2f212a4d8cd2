# 没登记也照样反映，立案不要登记
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映 万福广场那边不让骑手停车 中午最恼火
[私] 何三娃：就这些
> 私 何三娃 1 条 含 {Q1} 不含 登记一下
? select count(*) from v_case => 1
? select registered from v_person where name = '何三娃' => 0
