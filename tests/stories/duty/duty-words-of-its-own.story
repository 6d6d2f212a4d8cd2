# 清单里的话自己带着“过期”“覆盖”“重点”：加还是加，完成还是完成，答复还是答复
load ../../fixtures/base
date D=2025-06-10
[台 D 09:00] 陈蓉：补短清单加一条 快递网点消防器材过期 责任文君街道 6月30日前
> 台 陈蓉 1 条 含 {D1} 含 文君街道
[台 D 09:01] 陈蓉：重点加 站点走访全覆盖 责任文君街道 6月30日前
> 台 陈蓉 1 条 含 {D2}
? select list, text, due from v_duty order by number => shortcoming|快递网点消防器材过期|2025-06-30;key|站点走访全覆盖|2025-06-30
[台 D 09:10] 孙姐：{D2} 完成了 已覆盖到每个站点
> 台 孙姐 1 条 含 {D2} 含 完成
? select state from v_duty where number = '{D2}' => done
[私 D 10:00] 刘敏：万福广场保安不让停车 一停就锁车
[台 D 10:10] 陈蓉：{Q1}派给城管
[台 D 10:20] 李科：{Q1}答复 已现场劝离，并列入重点巡查路段，停车架延长20米
> 私 刘敏 1 条 含 已现场劝离，并列入重点巡查路段，停车架延长20米
? select state, outcome from v_case => answered|solved
? select count(*) from v_duty => 2
