# 第一句就带了号码：照收，同时说清怎么收回
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：给我回个电话 13800000123
> 私 何三娃 1 条 含 138****0123 含 撤回同意 无电话
? select purpose, at from v_consent where name = '何三娃' => contact|2025-06-11 09:00
