# 填到一半，照片、定位随时都收；有了定位就不问地方了
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映
> 私 何三娃 1 条
[私 D 09:01] 何三娃：[照片]
> 私 何三娃 1 条
[私 D 09:02] 何三娃：[位置：文脉坊]
> 私 何三娃 1 条
? select count(*) from v_case => 0
[私 D 09:03] 何三娃：换电柜吞了我的电池，打客服电话也不理，扫码退不了
> 私 何三娃 1 条 含 {Q1} 不含 哪个地方
? select category, photos, round(lat, 4) from v_case => battery|1|30.4166
