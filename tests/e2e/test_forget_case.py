#!/usr/bin/python3
"""Somebody has himself deleted while his case goes on: when it is finished, his number, his name and
his words are in no file, log, export, report or copy (`grep -a`), and the figures are the same."""
import os
import re
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import ROOT, Gateway, eventually  # noqa: E402

BASE = os.path.join(ROOT, "tests/fixtures/base")
PHONE, NAME, WORDS = "13887650123", "贾丝雀", "琥珀蜗牛巷"
CANARIES = (PHONE, NAME, WORDS)
KINDS = ("people", "census", "members", "admins", "volunteers", "subscriptions", "activities", "meetings", "classes", "groups",
         "sites", "departments", "branches", "directory", "visits", "duties", "tasks", "drivers", "rides", "entries")
SECONDS = 60


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def grep(g, word):
    """Files in which the bytes stand, by grep itself."""
    r = subprocess.run(["grep", "-a", "-r", "-l", "-F", "-e", word, g.folder], capture_output=True, text=True)
    assert r.returncode in (0, 1), r.stderr
    return r.stdout.split()


def exports(g, phones=True):
    text = "".join(done(g.command("export", kind)) for kind in KINDS)
    text += done(g.command("export", "cases"))
    if not phones:
        return text
    done(g.command("export", "cases", "--with-phones", g.path("cases.csv")))
    with open(g.path("cases.csv"), encoding="utf-8") as f:
        text += f.read()
    os.unlink(g.path("cases.csv"))
    report = g.command("report", "--from", "2020-01-01", "--to", "2099-12-31")
    if "not built" not in report.stderr:
        text += done(report)
    return text


def figures(g):
    db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
    try:
        return (db.execute("select count(*), count(distinct person), min(category) from cases").fetchone(),
                db.execute("select event from case_event where event in ('filed', 'assigned', 'answered', 'rated') order by id").fetchall())
    finally:
        db.close()


def test_the_case_ends_and_nothing_is_left():
    g = Gateway(settings={"hours": {"quiet": "", "peaks": ""}})         # the answer goes out at any hour
    done(g.command("import", BASE))
    with g:
        def say(text, who="canary"):
            return g.ask(text, who, name=NAME if who == "canary" else None)

        say("我要登记")
        say("%s 美团 文君站 %s" % (NAME, PHONE))
        assert NAME in say("对")
        filed = say("%s那边中午不让骑手停车 保安撵人 天天这样 我电话%s" % (WORDS, PHONE))
        number = re.search(r"Q-\d+", filed).group(0)
        say("%s派给城管" % number, "chenrong")
        g.say("早报每天七点给我发一份", "canary", name=NAME)
        g.replies(2)
        assert all(w in exports(g) for w in CANARIES)
        assert not [w for w in CANARIES if grep(g, w)]              # sealed from the first
        assert number in say("把我的资料全部删了 我不干了")
        say("办完再删")
        assert number in say("对 删")
        g.replies(1)
        text = exports(g, phones=False)                               # what the case needs stays: its words
        assert PHONE not in text and NAME not in text
        g.say("%s答复 已协调，物业在西门划了六个骑手停车位" % number, "like")
        assert "西门" in "\n".join(r["text"] for r in g.replies(5))  # it reaches him
        say("可以 满意")
        g.replies(1)
        before = figures(g)
        g.restart()                                                   # what is due within the minute is done at once
        eventually(lambda: os.path.getsize(g.path("data/xiaodeng.db-wal")) == 0, SECONDS)
        done(g.command("backup", g.path("copy.db")))
        text = exports(g)
        for word in CANARIES:
            assert not grep(g, word), (word, grep(g, word))
            assert word not in text, word
            assert word not in g.stderr(), word
        assert figures(g) == before, (figures(g), before)
        found = g.ask(NAME, "chenrong") + g.ask("查一下%s的登记" % NAME, "chenrong") + g.ask(number, "chenrong")
        assert PHONE not in found and WORDS not in found and "0123" not in found, found
        done(g.command("verify"))
        answer = g.ask("你有我啥子资料", "canary", name="别的名字")
        assert "没有" in answer and number not in answer, answer


if __name__ == "__main__":
    gateway.main(globals())
