# 三张清单：添、看、销；别人看不到
load ../../fixtures/base
date D=2025-06-10
[台 D 09:00] 陈蓉：补短清单加一条 文君驿站夜间照明不足 责任文君街道 6月30日前
> 台 陈蓉 1 条 含 {D1} 含 文君街道 含 2025-06-30
[台 D 09:01] 陈蓉：重点加 骑手友好小区50个 责任住建局
> 台 陈蓉 1 条 含 {D2} 含 什么时候
[台 D 09:02] 陈蓉：创新 骑手议事角试点
> 台 陈蓉 1 条 含 {D3} 含 哪个单位
? select list, text, department, due from v_duty order by number => shortcoming|文君驿站夜间照明不足|文君街道|2025-06-30;key|骑手友好小区50个|住建局|;innovation|骑手议事角试点||
[台 D 09:03] 孙姐：文君街道有哪些任务
> 台 孙姐 1 条 含 {D1} 不含 {D2} 不含 {D3}
[台 D 09:10] 孙姐：照明那条 完成了 装了六盏灯
> 台 孙姐 1 条 含 {D1} 含 六盏灯
? select state, evidence, done_at from v_duty where number = '{D1}' => done|装了六盏灯|2025-06-10 09:10
[私 D 09:20] 张勇：补短清单给我看看
> 私 张勇 1 条 不含 照明 含 工作人员
? select count(*) from v_audit where action = 'refused' and object = 'admin.duty' => 1
[台 D+21 09:00] 陈蓉：过期没完成的
> 台 陈蓉 1 条 不含 照明 含 没有
