# 表情、从右到左的字、像代码的话，原样存下，原样给承办的人看
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：万福广场不让停车😡👨‍👩‍👧 ‏שלום‎ '; drop table cases; -- <b>x</b> {number} %s\n
> 私 刘敏 1 条 含 {Q1}
? select text from v_case => 万福广场不让停车😡👨‍👩‍👧 ‏שלום‎ '; drop table cases; -- <b>x</b> {number} %s\n
[台 D 09:01] 陈蓉：{Q1}
> 私 陈蓉 1 条 含 "‏שלום‎ '; drop table cases; -- <b>x</b> {number} %s\n"
[台 D 09:02] 陈蓉：{Q1}答复 已处理 <i>ok</i> {answer} 100%
> 私 刘敏 1 条 含 "已处理 <i>ok</i> {answer} 100%"
