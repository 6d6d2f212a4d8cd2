# 转人工：说清谁值班、多久回；等的时候说的话留着；接了以后两头传话，小灯不插嘴；交回
load ../../fixtures/base
date D=2025-06-11
[私 D 10:00] 刘敏：转人工
> 私 刘敏 1 条 含 H-1 含 09:00-17:00 含 孙姐 含 12345 含 110
> 私 孙姐 1 条 含 H-1 含 刘敏 含 转人工 按钮 "接 H-1" 无电话
> 私 陈蓉 0 条
[私 D 10:01] 刘敏：站长喊我签空白合同
> 私 刘敏 1 条 含 记下了
[私 D 10:02] 刘敏：我不敢说名字
> 静默
[私 D 10:02:20] 刘敏：哪儿可以充电
> 私 刘敏 1 条 含 驿站
? select number, name, state, kept from v_handover => H-1|刘敏|waiting|3
? select count(*) from v_case => 0
[台 D 10:03] 孙姐：[按钮：接 H-1]
> 私 孙姐 1 条 含 刘敏 含 站长喊我签空白合同 含 我不敢说名字 含 10:01 不含 充电 不含 万福
> 私 刘敏 1 条 含 （工作人员） 含 孙姐
? select state, staff, kept from v_handover => open|孙姐|0
[台 D 10:04] 孙姐：您先别签 把合同拍给我看
> 私 刘敏 1 条 含 "（工作人员）您先别签 把合同拍给我看"
> 私 孙姐 0 条
[私 D 10:05] 刘敏：[照片] 拍了
> 私 孙姐 1 条 含 拍了 含 照片 含 刘敏
> 私 刘敏 0 条
[私 D 10:06] 刘敏：哪儿可以充电
> 私 孙姐 1 条 含 充电
> 私 刘敏 0 条
[私 D 10:07] 刘敏：[位置：30.41,103.46]
> 私 孙姐 1 条 含 30.41
[台 D 10:10] 孙姐：结束
> 私 孙姐 1 条 含 交回
> 私 刘敏 1 条 含 说完了
? select state, why from v_handover => closed|staff
[私 D 10:11] 刘敏：哪儿可以充电
> 私 刘敏 1 条 含 驿站
> 私 孙姐 0 条
? select group_concat(action) from v_audit where action like 'handover.%' => handover.open,handover.take,handover.close
? select count(*) from v_outbox where state not in ('sent') => 0
