# 像代码的话原样存下
load ../../fixtures/base
date D=2025-06-11
[群G1 D 12:10] 张勇：小灯 万福广场停车遭贴条'); drop table cases;-- <b>给划几个车位嘛</b>
> 群G1 1 条 含 {Q1}
? select text like '%''); drop table cases;-- <b>给划几个车位嘛</b>%' from v_case => 1
