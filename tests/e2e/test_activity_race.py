#!/usr/bin/python3
"""Two people sign up for the last place of an activity in the same instant,
through the real HTTP path: one has it, the other waits. Then the one leaves while
a third signs up: whoever waits moves up, and is told once. 200 times."""
import datetime
import os
import re
import sqlite3
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import ROOT, Gateway, in_parallel, update, with_places  # noqa: E402

TIMES = 200


def publish(g, day):
    text = g.ask("发布活动 %d月%d号下午两点急救培训 文君驿站 限1人" % (day.month, day.day), "chenrong")
    return re.search(r"A-\d+", text).group(0)


def at_once(g, said):
    answers = in_parallel(len(said), lambda k: g.post(said[k], connection=g.connect()))
    assert {s for s, _ in answers} == {200}, answers


def answers_until(g, wanted):
    """All that came, by person; waits until every pattern was seen."""
    found = []
    for _ in range(100):
        found += [(r["chat"]["id"], r["text"]) for r in g.replies(1)]
        text = "\n".join(t for _, t in found)
        if all(re.search(w, text) for w in wanted):
            return found
    raise AssertionError((wanted, found))


def one_round(g, code, i):
    """Both at once, in the group or in private, in either order."""
    who = ["hesanwa", "liumin"][:: -1 if i % 2 else 1]
    at_once(g, [update("小灯 报名%s" % code, who[0], "G1" if i % 3 == 0 else None), update("报名%s" % code, who[1])])
    found = answers_until(g, ["报上了：[^\n]*%s）" % code, "候补第 1"])
    has = re.search("报上了", "\n".join(t for c, t in found if c == who[1]))
    first, second = (who[1], who[0]) if has else (who[0], who[1])

    at_once(g, [update("%s我去不了了" % code, first), update("报名%s" % code, "zhouming")])
    found = answers_until(g, ["给你退了", "补上了", r"%s）名额满了" % code])
    assert len([1 for c, t in found if "补上了：" in t and code in t]) == 1, found
    assert len([1 for c, t in found if c == second and "补上了：" in t]) == 1, found
    return second


def test_the_last_place_goes_to_one():
    with with_places(Gateway(None, settings={"hours": {"quiet": "", "peaks": ""}})) as g:
        assert g.command("import", os.path.join(ROOT, "tests/fixtures/registered")).returncode == 0
        day = datetime.date.today() + datetime.timedelta(days=3)
        has = []
        for i in range(TIMES):
            code = publish(g, day)
            has.append((int(code[2:]), one_round(g, code, i)))
        g.stop()
        db = sqlite3.connect(g.path("data/xiaodeng.db"))
        rows = db.execute("select code, sum(state = 'in'), sum(state = 'waiting'), sum(state = 'left') from enrolment"
                          " where kind = 'activity' group by code order by code").fetchall()
        db.close()
        assert rows == [(code, 1, 1, 1) for code, _ in has], rows


if __name__ == "__main__":
    gateway.main(globals())
