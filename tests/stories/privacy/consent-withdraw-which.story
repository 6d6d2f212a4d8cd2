# 留了几样就问撤回哪一样，一样一样来
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：我要当志愿者 文君片区 三公里 买药
> 私 刘敏 含 用来找离你近的
[私 D 09:01] 刘敏：没得了
[私 D 09:10] 刘敏：撤回同意
> 私 刘敏 1 条 含 哪一项 按钮 电话 按钮 位置 按钮 全部
? select phone from v_person where name = '刘敏' => 13800000102
[私 D 09:11] 刘敏：[按钮：电话]
> 私 刘敏 1 条 含 电话删了
? select phone from v_person where name = '刘敏' => 
? select count(*) from v_consent where name = '刘敏' and purpose = 'position' and withdrawn_at is null => 1
[私 D 09:12] 刘敏：不要再用我的定位
> 私 刘敏 1 条 含 位置删了
? select count(*) from v_consent where name = '刘敏' and withdrawn_at is null => 0
