# 报到一半，先去登记志愿者，办完回到前头那件
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：我要反映 万福广场那边不让骑手停车
> 私 何三娃 1 条
[私 D 09:01] 何三娃：我想当志愿者 在文君街道这边跑 三公里以内 会修车
> 私 何三娃 1 条 含 登记好了
? select count(*) from v_volunteer where name = '何三娃' => 1
? select count(*) from v_case => 0
[私 D 09:02] 何三娃：西门那边 一停就遭撵
[私 D 09:03] 何三娃：就这些
? select count(*) from v_case where text like '%不让骑手停车%' and text like '%西门%' and text not like '%志愿者%' => 1
