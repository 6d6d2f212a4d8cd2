#!/usr/bin/python3
"""A broadcast beside the command line: the bar on a terminal, the account, the end."""
import os
import pty
import re
import select
import time

from gateway import BINARY, Gateway, eventually, main

PEOPLE = 60


def city(g):
    with open(g.path("people.csv"), "w", encoding="utf-8") as f:
        f.write("id,name,trade,registered\n")
        f.writelines("bridge:p%d,骑手%d,delivery,yes\n" % (i, i) for i in range(PEOPLE))
    assert g.command("import", "people", g.path("people.csv")).returncode == 0
    assert g.command("admin", "add", "bridge:chenrong", "city").returncode == 0


def begin(g):
    """Its number; its copies wait for the other side to fetch them."""
    text = g.ask("紧急给外卖骑手发个通知 西门大桥封了 绕行", person="chenrong")
    assert "能收到 %d" % PEOPLE in text, text
    assert "开始发送" in g.ask("发", person="chenrong")
    return re.search(r"B-\d+", text).group()


def watch(g, number):
    """`broadcast show` on a terminal: (process, what it has written so far, a function that reads more)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(BINARY, [BINARY, "broadcast", "-c", g.config, "show", number])
    seen = bytearray()

    def read():
        while select.select([terminal], [], [], 0.1)[0]:
            try:
                more = os.read(terminal, 65536)
            except OSError:  # the other end is closed
                return True
            if not more:
                return True
            seen.extend(more)
        return False

    return pid, seen, read


def test_a_bar_on_a_terminal():
    with Gateway(settings={"hours": {"quiet": "", "peaks": ""}}) as g:
        city(g)
        number = begin(g)
        eventually(lambda: "sending: copies %d" % PEOPLE in g.command("broadcast", "show", number).stdout)
        pid, seen, read = watch(g, number)
        eventually(lambda: read() or b"] 0/%d" % PEOPLE in seen)
        g.replies(limit=20)
        g.replies(limit=1)
        eventually(lambda: read() or re.search(rb"\[#+ +\] [1-9]\d*/%d" % PEOPLE, seen))
        deadline = time.monotonic() + 30
        while not read() and time.monotonic() < deadline:
            g.replies(wait=0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0, seen
        assert b"[" + b"#" * 40 + b"] %d/%d" % (PEOPLE, PEOPLE) in seen, seen
        last = seen.decode().strip().splitlines()[-1]
        assert last.startswith("%s broadcast sent: copies %d, sent %d, waiting 0" % (number, PEOPLE, PEOPLE)), last


def test_stopped_from_the_command_line():
    with Gateway(settings={"hours": {"quiet": "", "peaks": ""}}) as g:
        city(g)
        number = begin(g)
        eventually(lambda: "copies %d" % PEOPLE in g.command("broadcast", "show", number).stdout)
        stop = g.command("broadcast", "stop", number)
        assert stop.returncode == 0 and "%s stopped; 0 copies had left" % number in stop.stdout, stop
        assert not [r for r in g.replies(wait=0) if "西门大桥" in r["text"]]
        assert g.command("broadcast", "stop", number).returncode == 1
        assert "stopped" in g.command("broadcast", "list").stdout


if __name__ == "__main__":
    main(globals())
