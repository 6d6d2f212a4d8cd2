# 报到一半发语音：跟这件事放一起；别的表要读得懂，请打字
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映
> 私 何三娃 1 条
[私 D 09:01] 何三娃：[语音]
> 私 何三娃 1 条 含 就这些
[私 D 09:02] 何三娃：就这些
> 私 何三娃 1 条 含 {Q1}
? select count(*) from v_case where text like '%（语音）' => 1
? select number from v_voice => {Q1}
[私 D 10:00] 何三娃：我想当志愿者
> 私 何三娃 1 条
[私 D 10:01] 何三娃：[语音]
> 私 何三娃 1 条 含 打几个字
? select count(*) from v_voice => 1
