# 语音没转成文字：留着、编号、交给人；接着发的文字、语音都归它
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：[语音]
> 私 何三娃 1 条 含 {Q1}
? select number, category, text, reporter from v_case => {Q1}|other|（语音）|何三娃
? select number, name from v_voice => {Q1}|何三娃
[私 D 09:01] 何三娃：[语音]
> 私 何三娃 1 条 含 {Q1}
[私 D 09:02] 何三娃：[位置：文脉坊]
> 私 何三娃 1 条 含 {Q1}
? select count(*) from v_case => 1
? select count(*) from v_voice where number = '{Q1}' => 2
[私 D 09:03] 何三娃：我的单子
> 私 何三娃 1 条 含 {Q1}
