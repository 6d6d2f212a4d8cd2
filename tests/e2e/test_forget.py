#!/usr/bin/python3
"""A person is deleted while the gateway runs: the canary, and the very bytes under
which it was sealed, are in no file any more; and no older copy brings it back."""
import glob
import os
import re
import shutil
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import Gateway, eventually, with_places  # noqa: E402

PHONE = "13812345678"
NAME = "金丝雀鸟"
WORDS = "鹦鹉螺壳"
CASE = "小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子 " + WORDS
SECONDS = 60


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def failed(r, words):
    assert r.returncode == 1 and words in r.stderr, (r.returncode, r.stdout, r.stderr)


def rows(g, sql):
    db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def tell(g, person="canary"):
    """Something of everything that can be said now; returns what was answered."""
    g.say("呜哩哇啦 %s %s" % (WORDS, PHONE), person, name=NAME)
    g.say("有没有讲%s的课" % WORDS, person, name=NAME)
    g.say(CASE, person, "G1", name=NAME)
    g.say("给我回个电话 " + PHONE, person, name=NAME)
    g.say("我要当志愿者 文君广场附近 两公里 会修车", person, name=NAME)
    g.say("我的电话是" + PHONE, person, name=NAME)
    return "\n".join(r["text"] for r in g.replies())


def sealed(g):
    """Sealed values and look-up keys of the first person who is not of the fixtures."""
    me = "(select max(id) from person)"
    found = rows(g, "select name, name_key from person where id = " + me)
    found += rows(g, "select native, key from identity where person = " + me)
    found += rows(g, "select native, key from chat where person = " + me)
    found += rows(g, "select state, 0 from conversation where person = " + me)
    found += rows(g, "select body, reply_to from outbox where chat in (select id from chat where person = %s)" % me)
    for table in "unmatched", "topic_wanted":
        said = rows(g, "select text, key from %s where person = %s" % (table, me))
        assert said, table
        found += said
    return [v for row in found for v in row if isinstance(v, bytes)]


def files(g):
    for path in glob.glob(g.path("**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as f:
                yield path, f.read()


def found_in(g, needles, but=()):
    return [(os.path.basename(p), n) for p, content in files(g) if os.path.basename(p) not in but
            for n in needles if n in content]


def test_nothing_is_left_in_any_file():
    plain = [x.encode() for x in (PHONE, NAME, WORDS)]
    with with_places(Gateway()) as g:
        number = re.search(r"Q-\d+", tell(g)).group(0)
        bytes_before = sealed(g)
        assert len(bytes_before) > 10, len(bytes_before)
        assert found_in(g, bytes_before) and not found_in(g, plain)
        assert "--yes" in done(g.command("forget", "bridge:canary")) and number in done(g.command("forget", "bridge:canary"))
        assert found_in(g, bytes_before)
        failed(g.command("forget", "bridge:nobody"), "nobody is known")
        failed(g.command("forget", "nowhere:canary"), "no channel 'nowhere'")
        out = done(g.command("forget", "bridge:canary", "--yes"))
        assert "deleted; what his open cases need" in out and number in out, out
        eventually(lambda: os.path.getsize(g.path("data/xiaodeng.db-wal")) == 0, SECONDS)
        assert not found_in(g, bytes_before + plain)
        assert rows(g, "select count(*), count(name), count(phone) from person where forgotten_at is not null") == [(1, 0, 0)]
        assert rows(g, "select count(*) from cases") == [(1,)]
        assert rows(g, "select (select count(*) from unmatched), (select count(*) from topic_wanted)") == [(0, 0)]
        assert done(g.command("unmatched")) == "" and done(g.command("unmatched", "--topics")) == ""
        failed(g.command("forget", "bridge:canary", "--yes"), "nobody is known")
        done(g.command("verify"))
        g.restart()
        assert not found_in(g, bytes_before + plain)
        # whoever writes now is somebody new, without a case
        answer = g.ask("我的单子呢", "canary", name=NAME)
        assert number not in answer and answer, answer


def test_no_older_copy_brings_anybody_back():
    with with_places(Gateway()) as g:
        tell(g)
        g.stop()
        shutil.copy(g.path("data/xiaodeng.db"), g.path("old.db"))
        done(g.command("backup", g.path("backup.db")))
        done(g.command("forget", "bridge:canary", "--yes"))      # without a gateway
        assert len(open(g.path("data/deleted.ledger"), encoding="ascii").readlines()) == 1
        assert "1 people who had themselves deleted" in done(g.command("restore", g.path("backup.db")))
        failed(g.command("forget", "bridge:canary"), "nobody is known")
        # copied back by hand, without `restore`
        os.replace(g.path("old.db"), g.path("data/xiaodeng.db"))
        assert "would be deleted" in done(g.command("forget", "bridge:canary"))
        g.start()
        failed(g.command("forget", "bridge:canary"), "nobody is known")
        assert "ledger people=1" in g.stderr()
        g.ask("小灯 帮助", "canary", name=NAME)
        g.restart()                                              # who is there now stays
        assert "would be deleted" in done(g.command("forget", "bridge:canary"))
        g.stop()
        with open(g.path("data/deleted.ledger"), "a", encoding="ascii") as f:
            f.write("nonsense\n")
        failed(g.command("run"), "line 2 of the ledger")
        failed(g.command("restore", g.path("backup.db")), "nothing was changed")
        os.unlink(g.path("data/deleted.ledger"))
        os.mkdir(g.path("data/deleted.ledger"))
        failed(g.command("run"), "cannot be used as the ledger")


def test_beside_somebody_who_reads():
    """A reader holds the log; it is emptied as soon as he ends."""
    with with_places(Gateway()) as g:
        tell(g)
        bytes_before = sealed(g)
        db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
        db.execute("begin")
        db.execute("select count(*) from person").fetchone()
        done(g.command("forget", "bridge:canary", "--yes"))
        assert g.ask("小灯 帮助", "somebody")                     # nobody waits for him
        assert os.path.getsize(g.path("data/xiaodeng.db-wal")) > 0
        db.close()
        eventually(lambda: os.path.getsize(g.path("data/xiaodeng.db-wal")) == 0, SECONDS)
        assert not found_in(g, bytes_before)


class Heard:
    """What each private chat heard so far."""

    def __init__(self, g):
        self.g, self.all = g, []

    def count(self, person, words):
        self.all += self.g.replies(0)
        return sum(r["chat"]["id"] == person and words in r["text"] for r in self.all)


def forgotten_by_letter(g, person):
    done(g.command("forget", "bridge:" + person, "--yes"))


def forgotten_by_two(g, person):
    """Proposed in chat, agreed to on the command line."""
    number = re.search(r"P-\d+", g.ask("删除%s的资料 本人来信要求" % NAMES[person], "chenrong")).group(0)
    done(g.command("admin", "approve", number))


NAMES = {"hesanwa": "何三娃", "liumin": "刘敏", "zhouming": "周明"}


def with_volunteers():
    g = Gateway(settings={"hours": {"quiet": "", "peaks": ""}})
    for what in ("base", "registered", "volunteers"):
        done(g.command("import", os.path.join(gateway.ROOT, "tests/fixtures", what)))
    return g


def test_the_next_in_line_hears_of_it_once_however_it_was_done():
    for forget in (forgotten_by_letter, forgotten_by_two):
        with with_volunteers() as g:
            g.ask("发布活动 周六下午两点电动车保养义诊 文君驿站 限1人", "chenrong")
            for person in ("liumin", "zhouming"):
                g.ask("报名电动车保养", person)
            task = re.search(r"T-\d+", g.ask("发布任务 后天下午四点文君街陪老人看病 1人", "sunjie")).group(0)
            assert "归你了" in g.ask("接" + task, "liumin")
            heard = Heard(g)
            forget(g, "liumin")
            eventually(lambda: heard.count("zhouming", "补上了") and heard.count("hesanwa", task + " "), 20)
            g.ask("帮助", "u1")
            assert heard.count("zhouming", "补上了") == 1 and heard.count("hesanwa", task + " ") == 1, heard.all
            assert rows(g, "select state, taken from task") == [("open", 0)]


def test_whoever_has_a_task_hears_that_it_is_not_wanted_any_more():
    with with_volunteers() as g:
        g.say("我妈一个人在家 高血压药吃完了 我在外地 能不能找人帮忙买了送上去", "daughter")
        g.say("书院街7号三楼 缬沙坦80毫克的一盒 她姓徐 电话13800000108", "daughter")
        task = re.search(r"T-\d+", g.ask("明天中午12点之前", "daughter")).group(0)
        g.ask(task + " 通过", "sunjie")
        assert "书院街7号" in g.ask("接" + task, "hesanwa")
        heard = Heard(g)
        forgotten_by_letter(g, "daughter")
        eventually(lambda: heard.count("hesanwa", task), 20)
        g.ask("帮助", "u1")
        assert heard.count("hesanwa", task) == 1 and "不用" in heard.all[0]["text"], heard.all
        assert rows(g, "select state from task_offer where state = 'taken'") == []


if __name__ == "__main__":
    gateway.main(globals())
