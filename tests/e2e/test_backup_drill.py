#!/usr/bin/python3
"""The drill: a gateway under load is backed up as the timer does it, goes on, is
killed, and its data are gone. What is restored, how long until it is ready, what
is lost, and that nobody who had himself deleted is back."""
import glob
import os
import re
import shutil
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import Gateway, Gone, eventually, update, with_places  # noqa: E402

CASE = "小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子 第%d回"
READY_SECONDS = 600


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def outside(g, name):
    path = g.path("elsewhere", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def safe_gateway():
    """Key and ledger on another disk than the data, as the manual says."""
    g = Gateway(settings={"privacy": {"key_file": "elsewhere/master.key", "ledger_file": "elsewhere/deleted.ledger"}})
    os.mkdir(g.path("elsewhere"))
    return g


class Traffic:
    """Files cases, each by a person of his own, until it is told to stop; remembers
    which were acknowledged and what number each got."""

    def __init__(self, g):
        self.g, self.acknowledged, self.numbers, self.stopped = g, [], {}, threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self):
        c = self.g.connect()
        for n in range(100000):
            if self.stopped.is_set():
                break
            try:
                self.g.post(self.message(n), connection=c)
            except (Gone, OSError):
                break
            self.acknowledged.append(n)
        c.close()

    @staticmethod
    def message(n):
        return update(CASE % n, "rider%d" % n, "G%d" % n, id="m-%d" % n)

    def stop(self):
        self.stopped.set()
        self.thread.join(30)

    def wait(self, more):
        n = len(self.acknowledged) + more
        eventually(lambda: len(self.acknowledged) >= n, 30)


def numbers(g):
    """{update id: case number} of all replies that wait."""
    found = {}
    for r in g.pull(limit=1000, confirm=0):
        n = re.search(r"Q-(\d+)", r["text"])
        if n and r["reply_to"]:
            found[r["reply_to"]] = int(n.group(1))
    return found


def stored(g, sql):
    db = sqlite3.connect(g.path("data/xiaodeng.db"))
    try:
        return db.execute(sql).fetchone()[0]
    finally:
        db.close()


def ready(g):
    return g.request("GET", "/readyz")[0] == 200


def known(g, person):
    return g.command("forget", "bridge:" + person).returncode == 0


def test_the_drill():
    with with_places(safe_gateway()) as g:
        folder = outside(g, "backups")
        os.makedirs(folder)
        traffic = Traffic(g)
        traffic.wait(60)
        done(g.command("backup", "--keep", "3", folder))            # beside the traffic, as the timer does
        before = len(traffic.acknowledged)
        traffic.wait(60)
        done(g.command("forget", "bridge:rider3", "--yes"))         # after the backup
        traffic.stop()
        given = numbers(g)
        assert len(given) > 100, len(given)
        g.kill()
        g.port = None
        shutil.rmtree(g.path("data"))
        begun = time.monotonic()
        (backup,) = glob.glob(os.path.join(folder, "xiaodeng-*.db"))
        out = done(g.command("restore", backup))
        g.start()
        g._tokens.clear()                                           # a new one: the file went with the data
        eventually(lambda: ready(g), READY_SECONDS)
        took = time.monotonic() - begun
        assert took < READY_SECONDS
        # the deleted one is not back; everybody else of the backup is
        assert "1 people who had themselves deleted" in out, out
        assert not known(g, "rider3") and known(g, "rider4")
        # what came after the backup is lost, and it is said since when; what the platform still has is taken in again
        assert re.search(r"the last message in it came at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d; what came later is lost", out), out
        again = [g.post(Traffic.message(n))[1] for n in traffic.acknowledged]
        kept = sum(a["duplicates"] for a in again)
        lost = sum(a["accepted"] for a in again)
        assert 60 <= kept <= before and lost >= 60 - 1, (kept, before, lost)
        assert all(a["duplicates"] for a in again[:kept]), "only the end is lost"
        # no number that anybody has heard is given to another
        fresh = [n for u, n in numbers(g).items() if int(u[2:]) >= kept]
        assert fresh and min(fresh) > max(given.values()), (min(fresh), max(given.values()))
        done(g.command("verify"))
        g.stop()
        assert stored(g, "select count(*) from cases") == len(traffic.acknowledged)
        print("# ready %.2f s after the loss of all data; %d of %d messages were lost, all of them after the backup"
              % (took, lost, kept + lost))


def test_everything_on_the_machine_is_lost_but_the_backups():
    """The ledger too: its copy beside the backups, of a later night, knows who was deleted."""
    with with_places(Gateway()) as g:
        folder = outside(g, "backups")
        os.makedirs(folder)
        for n in (1, 2):
            g.post(Traffic.message(n))
        done(g.command("backup", "--keep", "2", folder))
        (first,) = glob.glob(os.path.join(folder, "*.db"))
        done(g.command("forget", "bridge:rider1", "--yes"))
        eventually(lambda: g.command("backup", "--keep", "2", folder).returncode == 0)  # the next second: another name
        shutil.copy(g.path("data/master.key"), outside(g, "master.key"))
        g.kill()
        shutil.rmtree(g.path("data"))
        r = g.command("restore", first)
        assert r.returncode == 1 and "key" in r.stderr, r
        shutil.copy(outside(g, "master.key"), g.path("data/master.key"))
        out = done(g.command("restore", first))
        assert "1 lines of" in out and "1 people who" in out, out
        g.start()
        assert not known(g, "rider1") and known(g, "rider2")


def test_so_many_are_kept():
    with with_places(Gateway()) as g:
        folder = outside(g, "backups")
        os.makedirs(folder)
        for name in ("xiaodeng-20200101-000000.db", "xiaodeng-20200102-000000.db", "notes.db", "xiaodeng-2020.db",
                     "xiaodeng-20200103-000000.db.12.part"):
            with open(os.path.join(folder, name), "w", encoding="ascii") as f:
                f.write("x")
            os.utime(os.path.join(folder, name), (1, 1))
        made = done(g.command("backup", "--keep", "2", folder)).split(":")[0]
        assert sorted(os.listdir(folder)) == sorted(["xiaodeng-20200102-000000.db", "notes.db", "xiaodeng-2020.db",
                                                     os.path.basename(made)])
        assert g.command("backup", "--keep", "0", folder).returncode == 2
        assert g.command("backup", "--keep", "2", g.path("no-such-folder")).returncode == 1
        assert len(os.listdir(folder)) == 4


if __name__ == "__main__":
    gateway.main(globals())
