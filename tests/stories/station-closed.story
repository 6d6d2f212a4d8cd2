# 停用的驿站不往那儿引；问它的名字，说停了；还在审的驿站不是驿站
load ../fixtures/base
load ../fixtures/stations
date D=2025-06-11
[私 D 10:00] 郑师傅：南宝山哪里能烤火
> 私 郑师傅 1 条 含 "都没开" 含 南宝山驿站 含 暂停开放
[私 D 10:01] 郑师傅：南宝山驿站有没得水喝
> 私 郑师傅 1 条 含 暂停开放 含 "离那儿最近又开着的" 含 uri.amap.com
[私 D 10:02] 郑师傅：高埂面馆驿站开门没
> 私 郑师傅 1 条 含 "没查到叫“高埂面馆驿站”的驿站" 不含 高埂面馆驿站（
? select state from v_station where name = '高埂面馆驿站' => pending
