#!/usr/bin/python3
"""A changed dialog pack is taken while the gateway runs; a wrong one is not."""
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import ROOT, Gateway, eventually  # noqa: E402


def gateway_with_pack():
    """A gateway on a copy of the Chinese pack that may be edited."""
    g = Gateway(settings={"bot": {"pack": "pack", "data": "data"}})
    shutil.copytree(os.path.join(ROOT, "dialogs/zh-CN"), g.path("pack"))
    return g


def edit(g, name, text):
    """As an editor does: another file, then a rename."""
    path = g.path("pack", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as f:
        f.write(text)
    os.rename(path + ".new", path)


GREETING = "[phrase greeting]\ntext = %s\n"


def replace_greeting(g, text):
    path = g.path("pack", "talk/says.ini")
    with open(path, encoding="utf-8") as f:
        old = f.read()
    head, tail = old.split("[phrase greeting]\n", 1)
    rest = tail.split("\n\n", 1)[1]
    edit(g, "talk/says.ini", head + GREETING % text + "\n" + rest)


def test_a_changed_file_is_taken_by_itself():
    with gateway_with_pack() as g:
        assert "在的" in g.ask("你好", "a")
        replace_greeting(g, "新词包在说话。")
        eventually(lambda: "the new pack is in use" in g.stderr())
        assert "新词包在说话" in g.ask("你好", "b")


def taken(g, times):
    eventually(lambda: g.stderr().count("the new pack is in use") >= times)


def test_a_new_folder_is_watched_too():
    with gateway_with_pack() as g:
        edit(g, "own/place.ini", "[concept own_place]\nwords = 甲\n")
        taken(g, 1)
        edit(g, "own/place.ini", "[concept own_place]\nwords = 乙\n")
        taken(g, 2)
        shutil.move(g.path("pack", "own"), g.path("old"))
        taken(g, 3)
        edit(g, "own/place.ini", "[intent help]\nrule = (不闭\n")
        eventually(lambda: "own/place.ini:2:" in g.stderr())
        edit(g, "own/place.ini", "[concept own_place]\nwords = 丙\n")
        taken(g, 4)


def test_sighup_takes_it_too():
    with gateway_with_pack() as g:
        g.process.send_signal(signal.SIGHUP)
        eventually(lambda: "the new pack is in use" in g.stderr())
        assert "在的" in g.ask("你好", "a")


def test_a_wrong_pack_is_refused_with_file_and_line():
    with gateway_with_pack() as g:
        edit(g, "wrong.ini", "[intent help]\nrule = (不闭\n")
        eventually(lambda: "the one before stays in use" in g.stderr())
        assert "wrong.ini:" in g.stderr(), g.stderr()
        assert "在的" in g.ask("你好", "a")


def test_an_example_that_another_intent_wins_is_refused():
    with gateway_with_pack() as g:
        edit(g, "wrong.ini", "[intent greeting]\nwhere = P\nrule = 早上好\nexample = 哪里可以充电\n")
        eventually(lambda: "the one before stays in use" in g.stderr())
        assert "在的" in g.ask("你好", "a")


if __name__ == "__main__":
    gateway.main(globals())
