#!/usr/bin/python3
"""Somebody deletes himself in chat: his number and his words, the canaries, are then in
no file, log, export or copy, and the bytes under which they were sealed are gone too."""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import Gateway, eventually, with_places  # noqa: E402

PHONE = "13887654321"
NAME = "金丝燕鸟"
WORDS = "珊瑚虫岛"
CANARIES = [x.encode() for x in (PHONE, NAME, WORDS)]
KINDS = ("people", "members", "volunteers", "activities", "subscriptions", "groups", "admins")
SECONDS = 60


def files(g):
    for folder, _, names in os.walk(g.folder):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as f:
                    yield name, f.read()


def found_in(g, needles):
    return [(name, n) for name, content in files(g) for n in needles if n in content]


def sealed(g):
    """What is sealed of the canary in the tables that this capability fills."""
    db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
    me = "(select max(id) from person)"
    try:
        rows = db.execute("select name from person where id = " + me).fetchall()
        rows += db.execute("select phone from callback where person = " + me).fetchall()
        rows += db.execute("select body from handover_line l join handover h on h.id = l.handover where h.person = " + me).fetchall()
        rows += db.execute("select body from outbox where chat in (select id from chat where person = %s)" % me).fetchall()
        rows += db.execute("select state from conversation where person = " + me).fetchall()
    finally:
        db.close()
    return [r[0] for r in rows if isinstance(r[0], bytes)]


def exports(g):
    text = ""
    for kind in KINDS:
        r = g.command("export", kind)
        assert r.returncode == 0, (kind, r.stderr)
        text += r.stdout
    return text


def test_the_canaries_are_gone():
    with with_places(Gateway()) as g:
        def say(text):
            return g.ask(text, "canary", name=NAME)

        assert PHONE[-4:] in say("给我回个电话 " + PHONE)
        say("我要当志愿者 文君广场附近 两公里 会修车")
        say("没得了")
        assert "H-" in say("转人工")
        g.say("我跟你说哈 %s 那边的事 电话%s" % (WORDS, PHONE), "canary", name=NAME)
        g.replies(1)
        shown = say("你有我啥子资料")
        assert PHONE in shown and NAME in shown, shown
        before = sealed(g)
        assert len(before) > 8 and found_in(g, before) and not found_in(g, CANARIES), (len(before), found_in(g, CANARIES))
        assert NAME in exports(g)

        assert "删什么" in say("删了")
        assert "对，删" in say("把我的资料全部删了")
        assert found_in(g, before)
        assert "删了" in say("对，删")
        g.replies(1)  # confirms that the last answer has arrived
        g.restart()   # what is due within the minute is done at once
        eventually(lambda: os.path.getsize(g.path("data/xiaodeng.db-wal")) == 0, SECONDS)
        assert not found_in(g, before + CANARIES), found_in(g, before + CANARIES)
        assert not any(x.decode() in exports(g) for x in CANARIES)
        copy = g.command("backup", g.path("copy.db"))
        assert copy.returncode == 0, copy.stderr
        assert not found_in(g, before + CANARIES)
        assert not any(x.decode() in g.stderr() for x in CANARIES)
        assert g.command("verify").returncode == 0
        g.restart()
        assert "没有" in g.ask("你有我啥子资料", "canary", name="别的名字")


if __name__ == "__main__":
    gateway.main(globals())
