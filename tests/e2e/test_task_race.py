#!/usr/bin/python3
"""Two volunteers take the same task in the same instant, through the real HTTP
path: exactly one has it, every time of 200."""
import datetime
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import ROOT, Gateway, in_parallel, update, with_places  # noqa: E402

TIMES = 200


def ready(folder):
    g = with_places(Gateway(folder, settings={"limits": {"per_person": 10000, "per_chat": 10000, "offers": 100},
                                              "hours": {"quiet": "", "peaks": ""}}))
    for what in ("registered", "volunteers"):
        done = g.command("import", os.path.join(ROOT, "tests/fixtures", what))
        assert done.returncode == 0, done.stderr
    return g


def publish(g, day):
    text = g.ask("发布任务 %d月%d号下午四点文君街陪老人看病 1人" % (day.month, day.day), "sunjie")
    return re.search(r"T-\d+", text).group(0)


def race(g, task, i):
    """Both ask at once; in the group or in private, in either order."""
    who = ["hesanwa", "liumin"]
    if i % 2:
        who.reverse()
    said = [update("小灯 %s我接" % task, who[0], "G1" if i % 3 == 0 else None), update("接%s" % task, who[1])]
    answers = in_parallel(2, lambda k: g.post(said[k], connection=g.connect()))
    assert [s for s, _ in answers] == [200, 200], answers


def test_exactly_one_winner():
    with ready(None) as g:
        day = datetime.date.today() + datetime.timedelta(days=3)
        tasks = []
        for i in range(TIMES):
            task = publish(g, day)
            tasks.append(task)
            race(g, task, i)
            found = "\n".join(r["text"] for r in g.replies(5))
            for _ in range(50):
                if "有人接了" in found and "归你了" in found:
                    break
                found += "\n".join(r["text"] for r in g.replies(1))
            # once because he was asked for it, once because he answered
            assert len(re.findall(task + " 已经有人接了", found)) in (1, 2), found
        g.stop()
        db = sqlite3.connect(g.path("data/xiaodeng.db"))
        counts = db.execute("select t.state, t.taken, (select count(*) from task_offer o where o.task = t.code"
                            " and o.state = 'taken') from task t").fetchall()
        db.close()
        assert counts == [("taken", 1, 1)] * TIMES, counts


if __name__ == "__main__":
    gateway.main(globals())
