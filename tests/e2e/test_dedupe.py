#!/usr/bin/python3
"""The same update again, in every way in which it comes again, has one effect:
here a case, which people would see twice. (test_bridge.py counts the answers of
the API, test_crash.py repeats under fire.)"""
import os
import random
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import FakeTelegram  # noqa: E402
from gateway import Gateway, in_parallel, update, with_places, with_telegram  # noqa: E402

CASE = "小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子"


def stored(g, sql):
    """Of a gateway that does not run."""
    db = sqlite3.connect(g.path("data/xiaodeng.db"))
    try:
        return db.execute(sql).fetchone()[0]
    finally:
        db.close()


def test_one_update_a_hundred_times_files_one_case():
    with with_places(Gateway()) as g:
        u = update(CASE, "zhangyong", "G1", id="the-same")
        accepted = sum(g.post(u)[1]["accepted"] for _ in range(60))
        accepted += sum(in_parallel(40, lambda i: g.post(u, connection=g.connect())[1]["accepted"]))
        g.restart()
        accepted += g.post(u)[1]["accepted"]
        g.restart(kill=True)
        accepted += sum(in_parallel(40, lambda i: g.post(u, connection=g.connect())[1]["accepted"]))
        assert accepted == 1, accepted
        found = g.pull()
        assert [r["reply_to"] for r in found] == ["the-same"], found
        assert len(set(re.findall(r"Q-\d+", found[0]["text"]))) == 1, found
        g.stop()
        assert stored(g, "select count(*) from cases") == 1
        assert stored(g, "select count(*) from outbox") == 1
        assert stored(g, "select count(*) from seen") == 1


def test_forty_at_once_before_anybody_else_knows_it():
    with with_places(Gateway()) as g:
        for n in range(10):
            u = update(CASE, "p%d" % n, "G%d" % n, id="burst-%d" % n)  # one who files twice is asked
            counts = [a for _, a in in_parallel(40, lambda i: g.post(u, connection=g.connect()))]
            assert sum(c["accepted"] for c in counts) == 1 and sum(c["duplicates"] for c in counts) == 39, counts
        g.stop()
        assert stored(g, "select count(*) from cases") == 10


def test_within_one_array():
    with with_places(Gateway()) as g:
        u = update(CASE, "zhangyong", "G1", id="one")
        other = update(CASE, "liumin", "G1", id="two")
        assert g.post([u] * 50 + [other] + [u] * 49)[1] == {"ok": True, "accepted": 2, "duplicates": 98}
        assert [r["reply_to"] for r in g.pull()] == ["one", "two"]


def test_arrays_that_overlap():
    with with_places(Gateway()) as g:
        all_of_them = [update(CASE, "p%d" % n, "g%d" % n, id="u-%d" % n) for n in range(60)]

        def some(i):
            mine = random.Random(i).sample(all_of_them, 25)
            status, a = g.post(mine, connection=g.connect())
            assert status == 200 and a["accepted"] + a["duplicates"] == 25, a
            return {u["id"] for u in mine}, a["accepted"]

        results = in_parallel(40, some)
        sent = set().union(*(ids for ids, _ in results))
        assert sum(n for _, n in results) == len(sent)
        answers = [r["reply_to"] for r in g.pull(limit=1000) if r["reply_to"]]  # staff may hear of so many in one place
        assert sorted(answers) == sorted(sent)


def test_the_same_id_with_other_words_is_the_same_update():
    with with_places(Gateway()) as g:
        g.say(CASE, "zhangyong", "G1", id="x")
        assert g.say("帮助", "liumin", "G2", id="x")["duplicates"] == 1
        assert len(g.pull()) == 1


def test_a_telegram_update_that_comes_again():
    rider = {"id": 5001, "first_name": "张勇"}
    group = {"id": -1002000000001, "type": "supergroup", "title": "骑手互助"}
    with FakeTelegram() as t:
        with with_places(with_telegram(t)) as g:
            again = {"update_id": 880000, "message": t.message("@xiaodeng_test_bot " + CASE, user=rider, chat=group)}
            t.push_updates([dict(again) for _ in range(50)])
            t.wait_sent(1)
            for kill in (False, True):
                t.push_updates([dict(again) for _ in range(25)])
                t.wait_confirmed()
                g.restart(kill)
            t.push_updates([dict(again)])
            t.push_message("帮助", user=rider)  # in its own chat: sent after all that came before was handled
            t.wait(lambda: any(s["chat"] == 5001 for s in t.ledger), what="the last answer")
            t.wait_confirmed()
            assert [s["chat"] for s in t.ledger].count(group["id"]) == 1, t.texts()
            g.stop()
            assert stored(g, "select count(*) from cases") == 1


if __name__ == "__main__":
    gateway.main(globals())
