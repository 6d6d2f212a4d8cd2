# 私聊里先发照片后说话，或者照片和开头一起发：都挂上
load ../../fixtures/base
date D=2025-06-11
[私 D 09:00] 刘敏：[照片]
[私 D 09:01] 刘敏：文脉坊门口换电柜吞了我电池 打客服没人接
? select number, photos from v_case => Q-1|1
[私 D 10:00] 张勇：[照片] 我要反映 文脉坊门口换电柜吞了我电池
[私 D 10:01] 张勇：就这些
? select number, photos from v_case => Q-1|1;Q-2|1
