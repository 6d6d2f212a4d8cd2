#!/usr/bin/python3
"""What one may not do alone, on the command line: everybody's numbers out, many deleted,
records merged; and a post handed over in one command."""
import os
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import ROOT, Gateway  # noqa: E402

BASE = os.path.join(ROOT, "tests/fixtures/base")
PHONE = "13800000102"


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def failed(r, words):
    assert r.returncode == 1 and words in r.stderr, (r.returncode, r.stdout, r.stderr)
    assert not r.stdout, r.stdout


def rows(g, sql):
    db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def with_base(second=True):
    g = Gateway()
    done(g.command("import", BASE))
    if second:
        done(g.command("admin", "add", "bridge:luoke", "city"))
    return g


def decisions(g):
    return rows(g, "select kind, state, by is null, decided_by is null from approval order by number")


def test_one_alone_where_there_is_but_one():
    g = with_base(second=False)
    with g:
        for _ in range(2):
            assert PHONE in done(g.command("export", "people"))
        assert rows(g, "select actor, object from audit where action = 'export.contacts'") == [("operator", "people")] * 2
        assert decisions(g) == []


def test_everybodys_numbers_need_a_second():
    g = with_base()
    with g:
        assert "文君驿站" in done(g.command("export", "stations"))          # nobody's
        for kind in ("people", "census", "members", "volunteers"):
            failed(g.command("export", kind), "waits for a second")
        failed(g.command("export", "people"), "P-1 waits")                  # the same again
        failed(g.command("export", "cases", "--with-phones", g.path("cases.csv")), "P-5 waits")
        assert not os.path.exists(g.path("cases.csv"))
        failed(g.command("admin", "approve", "P-1"), "agrees in chat")
        answer = g.ask("同意P-1", "sunjie")                                  # a street's
        assert "P-1" not in answer and decisions(g)[0] == ("export", "open", 1, 1), answer
        assert PHONE not in g.ask("同意P-1", "chenrong")
        failed(g.command("export", "members"), "P-3 waits")                 # another kind
        assert PHONE in done(g.command("export", "people"))
        failed(g.command("export", "people"), "P-6 waits")                  # once
        g.ask("同意P-5", "luoke")
        done(g.command("export", "cases", "--with-phones", g.path("cases.csv")))
        assert os.path.exists(g.path("cases.csv"))
        kept = rows(g, "select object, detail <> '' from audit where action = 'export.contacts' order by id")
        assert kept == [("people", 1), ("cases", 1)], kept
        g.stop()                                                             # and without a gateway
        failed(g.command("export", "people"), "P-6 waits")
        done(g.command("verify"))


def test_what_is_agreed_in_chat_is_fetched_here():
    g = with_base()
    with g:
        assert "P-1" in g.ask("导出全部名册 带电话", "chenrong")
        failed(g.command("export", "people"), "waits for a second")
        assert "done" in done(g.command("admin", "approve", "P-1"))
        assert PHONE in done(g.command("export", "people"))
        failed(g.command("admin", "approve", "P-1"), "decided already")
        failed(g.command("admin", "approve", "P-99"), "no such number")
        assert "P-2" in g.ask("导出全部党员名单", "luoke")
        for word, kind in (("走访记录", "visits"), ("志愿任务", "tasks"), ("送考司机", "drivers"), ("送考接送", "rides")):
            assert word in g.ask("导出" + word, "chenrong")
            failed(g.command("export", kind), "waits for a second")
        assert "refused" in done(g.command("admin", "refuse", "P-2"))
        failed(g.command("export", "members"), "waits for a second")


def test_many_are_deleted_by_two():
    g = with_base()
    with g:
        with open(g.path("list"), "w", encoding="utf-8") as f:
            f.write("bridge:liumin\nbridge:wudapeng\n\n")
        people = rows(g, "select count(*) from person where name is not null")
        assert "P-1: 2 people" in done(g.command("forget", "--from", g.path("list")))
        failed(g.command("admin", "approve", "P-1"), "agrees in chat")
        assert rows(g, "select count(*) from person where name is not null") == people
        answer = g.ask("待同意的有哪些", "chenrong")
        assert "刘敏" in answer and "吴大鹏" in answer and PHONE not in answer, answer
        g.ask("同意P-1", "chenrong")
        failed(g.command("forget", "bridge:liumin"), "nobody is known")
        failed(g.command("forget", "bridge:wudapeng"), "nobody is known")
        assert len(open(g.path("data/deleted.ledger"), encoding="ascii").readlines()) == 2
        for line, why in (("bridge:nobody", "nobody is known"), ("bridge:like", "has a post"), ("", "names nobody")):
            with open(g.path("list"), "w", encoding="utf-8") as f:
                f.write("bridge:zhouming\n%s\n" % line if line else "\n")
            failed(g.command("forget", "--from", g.path("list")), why)
        failed(g.command("forget", "--from", g.path("nowhere")), "No such file")
        assert decisions(g) == [("delete", "done", 1, 0)]


def test_a_post_goes_to_the_successor():
    g = with_base()
    with g:
        failed(g.command("admin", "handover", "bridge:nobody", "bridge:xiaowang"), "nobody is known")
        failed(g.command("admin", "handover", "bridge:like", "bridge:like"), "same person")
        failed(g.command("admin", "handover", "bridge:zhangyong", "bridge:xiaowang"), "has no post")
        assert "2 roles and offices" in done(g.command("admin", "handover", "bridge:like", "bridge:xiaowang"))
        roles = done(g.command("admin", "list"))
        assert "bridge:xiaowang\tdepartment\t城管局" in roles and "bridge:like" not in roles, roles
        assert rows(g, "select count(*) from audit where action = 'post.handover' and actor = 'operator'") == [(1,)]
        assert "bridge:xiaowang" in done(g.command("export", "departments"))
        done(g.command("verify"))


def test_records_are_merged_by_two():
    g = with_base()
    with g:
        g.ask("帮助", "newone", name="小刘")
        failed(g.command("admin", "merge", "bridge:liumin", "bridge:liumin"), "same person")
        failed(g.command("admin", "merge", "bridge:liumin", "bridge:nobody"), "nobody is known")
        assert "P-1 waits" in done(g.command("admin", "merge", "--lost", "bridge:liumin", "bridge:newone"))
        g.ask("同意P-1", "chenrong")
        assert PHONE in g.ask("你有我啥子资料", "newone")
        failed(g.command("forget", "bridge:liumin"), "nobody is known")     # the lost one is nobody
        assert PHONE not in g.ask("你有我啥子资料", "liumin")
        done(g.command("verify"))


if __name__ == "__main__":
    gateway.main(globals())
