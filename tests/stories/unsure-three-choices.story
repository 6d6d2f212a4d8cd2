# 没听懂：最多三样让人选，选了才办；按、打字、回数字都行
load ../fixtures/base
date D=2025-06-11
[私 D 09:00] 何三娃：志愿那个东西咋弄的嘛
> 私 何三娃 1 条
? select count(*) from v_volunteer where name = '何三娃' => 0
