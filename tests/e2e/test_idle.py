#!/usr/bin/python3
"""Nobody says anything: the gateway sleeps. Counted from /proc, over all its
threads: processor time and how often it woke up by itself."""
import glob
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import FakeTelegram  # noqa: E402

SECONDS = 30 if gateway.LONG else 4
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def ticks(pid):
    with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as f:
        fields = f.read().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # utime, stime


def wakeups(pid):
    n = 0
    for path in glob.glob("/proc/%d/task/*/status" % pid):
        with open(path, encoding="utf-8") as f:
            n += sum(int(line.split()[1]) for line in f if line.startswith("voluntary_ctxt_switches"))
    return n


def watch(g, most_a_second):
    pid = g.process.pid
    time.sleep(0.5)  # what was begun may end
    work, woke = ticks(pid), wakeups(pid)
    time.sleep(SECONDS)
    work, woke = ticks(pid) - work, wakeups(pid) - woke
    print("# in %d s: %.2f s of processor time, woken %d times" % (SECONDS, work / TICKS_A_SECOND, woke))
    assert work <= max(1, SECONDS * TICKS_A_SECOND // 100), "%d ticks" % work
    assert woke <= 4 + SECONDS * most_a_second, "woken %d times" % woke


def test_after_the_start():
    with gateway.Gateway(channels=("room", "bridge")) as g:
        watch(g, 0.2)


def test_after_some_work():
    with gateway.Gateway(channels=("room", "bridge")) as g:
        for n in range(50):
            g.say("帮助", "p%d" % n)
        g.replies()
        g.disconnect()
        watch(g, 1)


def test_while_somebody_waits_for_replies():
    with gateway.Gateway() as g:
        connections = [g.connect() for _ in range(20)]
        for c in connections:
            c.request("GET", "/api/v1/replies?wait=25", headers={"Authorization": "Bearer " + g.token()})
        try:
            watch(g, 3)  # it looks each second whether they are still there
        finally:
            for c in connections:
                c.close()


def test_while_telegram_is_quiet():
    with FakeTelegram() as t:
        with gateway.with_telegram(t) as g:
            t.push_message("帮助", user={"id": 5001, "first_name": "张勇"})
            t.wait_sent(1)
            t.wait_confirmed()
            watch(g, 1)


if __name__ == "__main__":
    gateway.main(globals())
