# 两家平台都有“羊安1站”：跟着平台走；名字里带数字的站点一句话也听得出来
load ../../../store/sample
date D=2026-11-11
[私 D 09:00] 孙春菊：我叫孙春菊 跑饿了么的 饿了么羊安1站 电话13800011309 我要登记
[私] 孙春菊：对
? select platform, site, street from v_person where name = '孙春菊' => 饿了么|饿了么羊安1站|羊安街道
[私 D 09:10] 高丽梅：我叫高丽梅 跑美团的 羊安1站 电话13800010166 我要登记
[私] 高丽梅：对
? select platform, site from v_person where name = '高丽梅' => 美团|羊安1站
[私 D 09:20] 谢小川：我叫谢小川 跑滴滴的 滴滴文君服务点 电话13800010167 我要登记
[私] 谢小川：对
? select platform, site from v_person where name = '谢小川' => 滴滴|滴滴文君服务点
[私 D 09:30] 傅长琴：我叫傅长琴 跑闪送的 电话13800010168 我要登记
> 私 傅长琴 1 条 含 哪个站点
[私] 傅长琴：闪送文君点
[私] 傅长琴：对
? select platform, site from v_person where name = '傅长琴' => 闪送|闪送文君点
