# 货车师傅没得平台也没得站点：不逼问
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 徐师傅：开货车的 想登个记
> 私 徐师傅 1 条 含 名字
[私] 徐师傅：徐大军
> 私 徐师傅 1 条 含 平台
[私] 徐师傅：没得平台 自己找活
> 私 徐师傅 1 条 含 手机号
[私] 徐师傅：跳过
[私] 徐师傅：要得
? select name, trade, platform is null, site is null, registered from v_person where name = '徐大军' => 徐大军|truck|1|1|1
