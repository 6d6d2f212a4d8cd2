# 不是管这个群的人定不了：好好说，记一笔
load ../../fixtures/base
date D=2025-06-11
[群G1 D 09:00] 何三娃：小灯安静
> 群G1 1 条 含 工作人员
? select mode from v_group where title = '文君片区骑手群' => open
? select actor, action, object from v_audit where action like 'group.mode%' or action = 'refused' => 何三娃|refused|admin.group
[群G2 D 09:10] 孙姐：小灯安静
> 群G2 1 条 含 工作人员
[群G4 D 09:20] 王书记：小灯叫才答
> 群G4 1 条
[群G2 D 09:30] 陈蓉：小灯安静
> 群G2 1 条
[群G1 D 09:40] 李科：小灯安静
> 群G1 1 条 含 工作人员
? select title, mode from v_group order by title => 平乐网约车司机群|open;文君片区骑手群|open;流动党员第二支部群|called;羊安快递小哥群|quiet
