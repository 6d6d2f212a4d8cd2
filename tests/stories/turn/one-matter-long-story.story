# 一件事说得长，还有一句“还有”：还是一件
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：万福广场那边不让骑手停车 天天贴条 还有就是根本没画线 停哪儿都遭贴 一天要遭两三回
> 私 何三娃 1 条 含 {Q1} 不含 另一件
? select count(*), max(category) from v_case => 1|parking
