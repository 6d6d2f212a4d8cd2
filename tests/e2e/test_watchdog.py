#!/usr/bin/python3
"""What systemd is told, and what /healthz says when nothing can be committed."""
import os
import socket
import sqlite3
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import Gateway, eventually, update  # noqa: E402


class Systemd:
    """Listens where sd_notify speaks; what was said, each with its time."""

    def __init__(self, name):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(name.replace("@", "\0"))
        self.env = {"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "2000000"}
        self.heard = []
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            words = self.socket.recv(4096).decode()
            self.heard.append((time.monotonic(), words))

    def said(self):
        return [words for _, words in self.heard]

    def wait_for(self, words, n=1):
        eventually(lambda: self.said().count(words) >= n, 10)

    def longest_silence(self):
        times = [when for when, words in self.heard if words == "WATCHDOG=1"]
        return max(b - a for a, b in zip(times, times[1:]))


def with_systemd(name=None, **more):
    g = Gateway(**more)
    g.systemd = Systemd(name or g.path("notify"))
    g.env.update(g.systemd.env)
    return g


def test_ready_alive_stopping():
    with with_systemd() as g:
        g.systemd.wait_for("READY=1")
        began = time.monotonic()
        g.systemd.wait_for("WATCHDOG=1", 6)      # nobody writes: it wakes for this alone
        assert 2 < time.monotonic() - began < 5 and g.systemd.longest_silence() < 2
        g.stop()
        g.systemd.wait_for("STOPPING=1")
        assert g.systemd.said().count("READY=1") == 1


def test_a_socket_without_a_path():
    with with_systemd("@xiaodeng-test-%d" % os.getpid()) as g:
        g.systemd.wait_for("READY=1")


def test_only_the_process_that_is_meant_is_watched():
    g = with_systemd()
    g.env["WATCHDOG_PID"] = "1"
    with g:
        g.say("帮助")
        g.stop()
        g.systemd.wait_for("STOPPING=1")
        assert g.systemd.said() == ["READY=1", "STOPPING=1"], g.systemd.said()


def test_a_long_command_is_allowed_for():
    with with_systemd() as g:
        done = g.command("admin", "add", "bridge:u1", "city")
        assert done.returncode == 0, done
        g.systemd.wait_for("WATCHDOG_USEC=2000000")
        assert "WATCHDOG_USEC=600000000" in g.systemd.said()


class Holding:
    """Another program that has begun to write, and takes its time."""

    def __enter__(self):
        self.db.execute("begin immediate")

    def __exit__(self, *failure):
        self.db.rollback()
        self.db.close()

    def __init__(self, g):
        self.db = sqlite3.connect(g.path("data/xiaodeng.db"), isolation_level=None)


def test_healthz_fails_while_nothing_is_committed():
    with with_systemd() as g:
        assert g.request("GET", "/healthz")[0] == 200
        tried = threading.Thread(target=lambda: g.post(update("帮助"), connection=g.connect()))
        with Holding(g):
            tried.start()
            status, _, body = eventually(lambda: (lambda a: a[0] == 503 and a)(g.request("GET", "/healthz")), 30)
            assert status == 503 and b'"error":"stalled"' in body, body
        eventually(lambda: g.request("GET", "/healthz")[0] == 200, 10)
        tried.join(30)
        assert g.say("帮助")["accepted"] == 1
        assert g.systemd.longest_silence() < 2        # the loop went on: to start again would not help


if __name__ == "__main__":
    gateway.main(globals())
