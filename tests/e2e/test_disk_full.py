#!/usr/bin/python3
"""The disk fills up under load, three times: what cannot be stored is not
acknowledged, nothing else is lost, and it goes on by itself when there is space.

The data folder is a small tmpfs; that needs the right to mount, at least in a
user namespace of our own. Otherwise the tests are skipped, and say so."""
import os
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import FakeTelegram  # noqa: E402
from gateway import Gone, update  # noqa: E402

MIB = 24
ROUNDS = 10 if gateway.LONG else 3
WORKERS = 6
RECOVERS_SECONDS = 5
IN_NAMESPACE = "XIAODENG_TEST_NAMESPACE"


def mount(folder):
    os.makedirs(folder, exist_ok=True)
    return subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dm,mode=0700" % MIB, "tmpfs", folder],
                          capture_output=True).returncode == 0


def may_mount():
    probe = "/tmp/xiaodeng-mount-%d" % os.getpid()
    ok = mount(probe)
    if ok:
        subprocess.run(["umount", probe], check=True)
    if os.path.isdir(probe):
        os.rmdir(probe)
    return ok


class Load:
    """Threads that post messages with a case in each until told to end."""

    def __init__(self, g):
        self.g, self.over = g, False
        self.lock = threading.Lock()
        self.counter = 0
        self.accepted = set()
        self.refused = 0
        self.odd = []
        self.last_accepted = 0.0
        self.threads = [threading.Thread(target=self.post) for _ in range(WORKERS)]
        for t in self.threads:
            t.start()

    def post(self):
        c = self.g.connect(20)
        while not self.over:
            with self.lock:
                self.counter += 1
                n = self.counter
            # long, so that space is really needed
            u = update("小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子 " + "急" * 500, "p%d" % n, "g%d" % n, id="m-%d" % n)
            try:
                status, answer = self.g.post(u, connection=c)
                while status == 503 and not self.over:  # the same again, as a bridge would
                    assert answer["error"] == "store_unavailable", answer
                    self.refused += 1
                    time.sleep(0.02)  # a client that is told to wait does not hammer
                    status, answer = self.g.post(u, connection=c)
            except (Gone, OSError) as e:
                self.odd.append(repr(e))
                return
            if status == 200:
                self.last_accepted = time.monotonic()
                self.accepted.add(u["id"])
            elif status != 503:
                self.odd.append((status, answer))

    def end(self):
        self.over = True
        for t in self.threads:
            t.join(30)


def free_bytes(folder):
    s = os.statvfs(folder)
    return s.f_bavail * s.f_frsize


def fill(folder):
    """Takes every page that is left; returns the file."""
    path = os.path.join(folder, "ballast")
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    os.write(fd, b"x" * size)
            except OSError:
                pass
    finally:
        os.close(fd)
    return path


def status_of_ready(g):
    return g.request("GET", "/readyz")[0]


def one_round(g, load, telegram, n):
    data = g.path("data")
    before = load.refused
    ballast = fill(data)
    gateway.eventually(lambda: load.refused > before + 50, 30)
    # from here on the disk is full: what little the log of changes still has room for may be used
    assert status_of_ready(g) == 503
    assert g.request("GET", "/healthz")[0] == 200
    telegram.push_message("帮助", user={"id": 7000 + n, "first_name": "刘敏"})
    fill(data)
    quiet = gateway.eventually(lambda: time.monotonic() - load.last_accepted > 1.5, 30)
    assert quiet and telegram.updates, "acknowledged although nothing can be stored"
    refused = load.refused
    assert g.running and not load.odd, load.odd[:3]
    freed = time.monotonic()
    os.unlink(ballast)
    gateway.eventually(lambda: load.last_accepted > freed, 30, 0.01)
    seconds = load.last_accepted - freed
    assert seconds <= RECOVERS_SECONDS, "accepts again only after %.1f s" % seconds
    gateway.eventually(lambda: status_of_ready(g) == 200, RECOVERS_SECONDS)
    print("# round %d: %d answers 503, %.2f s until it accepted again, %d accepted so far" % (
        n + 1, refused - before, seconds, len(load.accepted)))


def test_a_full_disk_under_load():
    if not may_mount():
        return "cannot mount a tmpfs here"
    with FakeTelegram() as telegram:
        g = gateway.with_telegram(telegram)
        assert mount(g.path("data"))
        try:
            g._own_folder = False  # the mount goes first
            with gateway.with_places(g):
                filled_and_freed(g, telegram)
        finally:
            subprocess.run(["umount", "-l", g.path("data")], check=True)
            subprocess.run(["rm", "-rf", g.folder], check=True)


def filled_and_freed(g, telegram):
    load = Load(g)
    try:
        gateway.eventually(lambda: len(load.accepted) > 100, 30)
        for n in range(ROUNDS):
            one_round(g, load, telegram, n)
    finally:
        load.end()
    assert g.running and not load.odd, load.odd[:3]
    telegram.wait_confirmed(15)
    telegram.wait_sent(ROUNDS, 15)
    assert len(telegram.ledger) == ROUNDS, telegram.texts()
    assert g.stop() == 0
    verify = g.command("verify")
    assert verify.returncode == 0, verify.stdout + verify.stderr
    db = sqlite3.connect(g.path("data/xiaodeng.db"))
    cases = db.execute("select count(*) from cases").fetchone()[0]
    seen = db.execute("select count(*) from seen").fetchone()[0]
    aside = db.execute("select count(*) from quarantine").fetchone()[0]
    db.close()
    assert aside == 0 and len(load.accepted) == cases == seen - ROUNDS, (len(load.accepted), cases, seen, aside)
    # all that was acknowledged is there, by name: it is a duplicate now
    g.start()
    ids = sorted(load.accepted)
    for i in range(0, len(ids), 100):
        some = [update("帮助", "p", id=u) for u in ids[i:i + 100]]
        assert g.post(some)[1]["duplicates"] == len(some)


def test_it_does_not_start_on_a_full_disk_and_says_why():
    if not may_mount():
        return "cannot mount a tmpfs here"
    g = gateway.Gateway()
    assert mount(g.path("data"))
    try:
        ballast = fill(g.path("data"))
        done = g.command("run", timeout=30)
        assert done.returncode == 1 and "data/" in done.stderr, done
        os.unlink(ballast)
        g.start()
        assert g.ask("帮助")
        assert g.stop() == 0
    finally:
        if g.process:
            g.kill()
        subprocess.run(["umount", "-l", g.path("data")], check=True)
        subprocess.run(["rm", "-rf", g.folder], check=True)


if __name__ == "__main__":
    if not may_mount() and not os.environ.get(IN_NAMESPACE):
        if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode == 0:
            os.environ[IN_NAMESPACE] = "1"
            os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])
    gateway.main(globals())
