#!/usr/bin/python3
"""A whole life of the gateway under valgrind: no error, no leak. Where valgrind
is not installed, or the program has a sanitizer in it, this is skipped."""
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import FakeTelegram  # noqa: E402
from gateway import update  # noqa: E402

VALGRIND = ["valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite,indirect,possible",
            "--errors-for-leak-kinds=definite,indirect,possible", "--error-exitcode=99", "--log-file=valgrind.log"]
RIDER = {"id": 5001, "first_name": "张勇"}
GROUP = {"id": -1002000000001, "type": "supergroup", "title": "骑手互助"}
TALK = ("帮助", "你好", "今天的课呢", "开始做题", "B", "a", "我要反映 万福广场那边不让骑手停车", "等哈 来单了", "就是广场西门 中午最恼火",
        "就这些", "我的单子咋样了", "哪儿可以充电", "我想当志愿者", "算了", "完全听不懂的一句话")


def why_not():
    if not shutil.which("valgrind"):
        return "valgrind is not installed"
    return "the program checks its memory by itself" if gateway.sanitized() else None


def a_whole_life(g, t):
    for n, text in enumerate(TALK):
        g.say(text, "zhangyong")
        g.say("小灯 " + text, "liumin", "G%d" % n)
        g.say(text, "heshan", "G1")  # uncalled: mostly silence
    g.post([update("帮助", "p%d" % n) for n in range(50)])
    g.post(update(person="zhangyong", location={"lat": 30.41, "lon": 103.46, "datum": "gcj02"}))
    g.post(update(person="zhangyong", photos=[{"base64": "/9j/4AAQSkZJRg==", "mime": "image/jpeg"}]))
    for bad in (b"{", b"[1]", b'{"id":"x"}', b"\xff", b'{"id":"a","chat":{"id":"g","type":"odd"}}'):
        g.post(bad)
    while g.replies(wait=0):
        pass
    for path in ("/", "/healthz", "/readyz", "/metrics", "/nothing", "/room/state"):
        g.request("GET", path)
    t.push_message("帮助", user=RIDER)
    t.push_message("@xiaodeng_test_bot 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子", user=RIDER, chat=GROUP)
    t.wait_sent(2, 60)
    t.next_answers([429, "drop", 403])
    for n in range(3):
        t.push_message("帮助", user={"id": 6000 + n, "first_name": "刘敏"})
    t.wait(lambda: len(t.attempts) >= 6, 60, "six attempts")
    t.wait_confirmed(30)
    done = g.command("import", "--dry-run", os.path.join(gateway.ROOT, "tests/fixtures/base"))
    assert done.returncode == 0, done.stderr
    # some are left waiting at the end
    c = g.connect()
    c.request("GET", "/api/v1/replies?wait=25&confirm=0&after=%d" % g.after, headers={"Authorization": "Bearer " + g.token()})
    return c


def test_no_error_and_no_leak():
    skip = why_not()
    if skip:
        return skip
    with FakeTelegram() as t:
        g = gateway.with_telegram(t, channels=("room", "bridge"), wrapper=VALGRIND)
        with gateway.with_places(g):
            c = a_whole_life(g, t)
            code = g.stop(60)
            c.close()
            with open(g.path("valgrind.log"), encoding="utf-8", errors="replace") as f:
                log = f.read()
            log = re.sub(r"(?m)^==\d+== ?", "", log).strip()
            assert code == 0 and not log, (code, log[:6000])
    return None


if __name__ == "__main__":
    gateway.main(globals())
