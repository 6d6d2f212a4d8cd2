#!/usr/bin/python3
"""Ending in order, ending at once, and what is refused at the start."""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import FakeTelegram  # noqa: E402
from gateway import BINARY, Gateway, Gone, eventually, update, with_telegram  # noqa: E402

RIDER = {"id": 5001, "first_name": "张勇"}


def rows(g, sql):
    """Of a gateway that does not run."""
    db = sqlite3.connect("file:%s?mode=ro" % g.path("data/xiaodeng.db"), uri=True)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


class Load:
    """Threads that post until the gateway is gone, and what each was told."""

    def __init__(self, g, threads=8):
        self.g, self.accepted, self.unknown, self.odd = g, [], [], []
        self.busy = threading.Event()
        self.threads = [threading.Thread(target=self.post, args=(i,)) for i in range(threads)]
        for t in self.threads:
            t.start()

    def post(self, i):
        c = self.g.connect(20)
        for n in range(100000):
            u = update("帮助", person="p%d-%d" % (i, n))
            try:
                status, answer = self.g.post(u, connection=c)
            except (Gone, OSError):
                self.unknown.append(u)
                return
            if status == 200:
                self.accepted.append(u)
                if len(self.accepted) > 100:
                    self.busy.set()
            elif status != 503:
                self.odd.append((status, answer))

    def join(self):
        for t in self.threads:
            t.join(30)
        assert not any(t.is_alive() for t in self.threads)


def stop_under_load(number):
    with Gateway() as g:
        load = Load(g)
        assert load.busy.wait(30)
        time.sleep(random.random() * 0.05)
        began = time.monotonic()
        g.process.send_signal(number)
        assert g.process.wait(10) == 0, g.stderr()[-500:]
        seconds = time.monotonic() - began
        load.join()
        assert seconds < 3 and not load.odd, (seconds, load.odd[:3])
        # closed: the log of changes was taken into the database
        assert not os.path.exists(g.path("data/xiaodeng.db-wal")), "not closed"
        assert not os.path.exists(g.path("data/control.sock"))
        seen = rows(g, "select count(*) from seen")[0][0]
        assert len(load.accepted) <= seen <= len(load.accepted) + len(load.unknown), (len(load.accepted), seen)
        g.start()
        late = sum(g.post(u)[1]["accepted"] for u in load.unknown)
        assert seen + late == len(load.accepted) + len(load.unknown), (seen, late)
        print("# ended %.2f s after the signal, %d acknowledged, %d connections without an answer" % (
            seconds, len(load.accepted), len(load.unknown)))


def test_sigterm_under_load():
    stop_under_load(signal.SIGTERM)


def test_sigint_under_load():
    stop_under_load(signal.SIGINT)


class Hesitant(FakeTelegram):
    """Answers a send only when it is let go; it was delivered at once."""

    def __init__(self):
        super().__init__()
        self.go = threading.Event()

    def _do_sendmessage(self, a):
        result = super()._do_sendmessage(a)
        self.go.wait(30)
        return result


def test_a_reply_on_its_way_is_waited_for():
    with Hesitant() as t, with_telegram(t) as g:
        t.push_message("帮助", user=RIDER)
        t.wait_sent(1)
        g.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert g.running, "it did not wait"
        t.go.set()
        assert g.process.wait(3) == 0
        assert rows(g, "select state from outbox") == [("sent",)]
        g.start()
        eventually(lambda: g.request("GET", "/readyz")[0] == 200)
        assert len(t.ledger) == 1


def test_but_not_for_ever():
    with Hesitant() as t, with_telegram(t) as g:
        t.push_message("帮助", user=RIDER)
        t.wait_sent(1)
        began = time.monotonic()
        g.process.send_signal(signal.SIGTERM)
        assert g.process.wait(10) == 0
        assert time.monotonic() - began < 7
        t.go.set()
        assert rows(g, "select state from outbox") == [("sending",)]
        g.start()
        eventually(lambda: g.metrics()['xiaodeng_outbox_rows{state="uncertain"}'] == 1)
        assert len(t.ledger) == 1


def test_a_second_signal_ends_it_at_once():
    with Hesitant() as t, with_telegram(t) as g:
        t.push_message("帮助", user=RIDER)
        t.wait_sent(1)
        g.process.send_signal(signal.SIGTERM)
        eventually(lambda: "reason=asked" in g.stderr())
        g.process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert g.process.wait(5) == 1
        assert time.monotonic() - began < 1
        t.go.set()
        g.start()
        assert g.ask("帮助", "p2"), "it does not go on"


def test_a_second_gateway_is_refused():
    with Gateway() as g:
        g.say("帮助")
        began = time.monotonic()
        other = g.command("run", timeout=20)
        assert other.returncode == 1 and "another gateway" in other.stderr, other
        assert time.monotonic() - began < 5
        assert "listening" not in other.stdout
        assert g.ask("帮助", "p2"), "the first one was disturbed"
        assert g.command("verify").returncode == 0


def test_the_lock_goes_with_its_process():
    with Gateway() as g:
        for _ in range(3):
            g.restart(kill=True)
        assert os.path.exists(g.path("data/xiaodeng.db.lock"))
        assert g.say("帮助")["accepted"] == 1


def test_a_taken_port_is_said():
    with Gateway() as first:
        there = "127.0.0.1:%d" % first.port
        second = Gateway(settings={"http": {"listen": there}})
        done = second.command("run", timeout=20)
        shutil.rmtree(second.folder)
        assert done.returncode == 1 and there in done.stderr, done
        assert first.say("帮助")["accepted"] == 1


def test_a_newer_database_is_refused():
    with Gateway() as g:
        g.say("帮助")
        g.stop()
        db = sqlite3.connect(g.path("data/xiaodeng.db"))
        version = db.execute("pragma user_version").fetchone()[0]
        db.execute("pragma user_version = %d" % (version + 1))
        db.commit()
        db.close()
        with open(g.path("data/xiaodeng.db"), "rb") as f:
            before = f.read()
        for command in (("run",), ("verify",), ("import", os.path.join(gateway.ROOT, "tests/fixtures/base"))):
            done = g.command(*command, timeout=20)
            assert done.returncode == 1 and "newer" in done.stderr, (command, done)
        with open(g.path("data/xiaodeng.db"), "rb") as f:
            assert f.read() == before, "it was changed"


def test_another_file_is_refused():
    with Gateway() as g:
        g.stop()
        for name in ("xiaodeng.db", "xiaodeng.db-wal", "xiaodeng.db-shm"):
            if os.path.exists(g.path("data", name)):
                os.unlink(g.path("data", name))
        with open(g.path("data/xiaodeng.db"), "wb") as f:
            f.write(b"this is no database" * 1000)
        done = g.command("run", timeout=20)
        assert done.returncode == 1 and "xiaodeng.db" in done.stderr, done


def test_a_signal_while_it_starts():
    """Whatever it is doing then, the next start finds everything in order."""
    with Gateway() as g:
        g.stop()
        for i in range(10):
            p = subprocess.Popen([BINARY, "run", "-c", g.config], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            time.sleep(random.random() * 0.1)
            p.send_signal(signal.SIGTERM)
            assert p.wait(10) in (0, -signal.SIGTERM), p.returncode
            p.stdout.close()
        g.start()
        assert g.ask("帮助")


if __name__ == "__main__":
    gateway.main(globals())
