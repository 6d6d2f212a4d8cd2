# 给我回电话：私聊里问号码，说清拿来做啥，存好，说啥时候打
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：不会打字 给我回个电话嘛
> 私 何三娃 1 条 含 打完就删
? select count(*) from v_callback => 0
[私 D 09:01] 何三娃：1380000010
> 私 何三娃 1 条 含 "11 位"
[私 D 09:02] 何三娃：为啥要留电话
> 私 何三娃 1 条 含 打不过来
[私 D 09:03] 何三娃：一三八零零零零零一九九
> 私 何三娃 1 条 含 09:00-17:00 无电话 含 138****0199
? select name, phone, state from v_callback => 何三娃|13800000199|open
? select phone from v_person where name = '何三娃' => 
[私 D 09:10] 何三娃：不用回电话了
> 私 何三娃 1 条
? select name, phone, state from v_callback => 何三娃||withdrawn
? select count(*) from v_audit where action like 'callback.%' => 2
