#!/usr/bin/python3
"""Requests that never come to an end: they hold up nobody, are cut in time, and the gateway can be stopped meanwhile."""
import os
import select
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import Gateway, Gone, update  # noqa: E402

CUT_SECONDS = 14    # ten for a request, one more for what was not read yet, and a busy machine
COMMIT_SECONDS = 1
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


def head(path, more=""):
    return ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n" % (path, more)).encode()


def chunked(path, more=FORM):
    return head(path, more + "Transfer-Encoding: chunked\r\n")


class Peer:
    """Begins, and then sends the same again and again: `most` bytes at once, then a little at a time."""

    def __init__(self, g, begin, on=b"x", most=0):
        self.socket = socket.create_connection(("127.0.0.1", g.port), 30)
        self.socket.setblocking(False)
        self.on, self.began, self.ended = on, time.monotonic(), None
        self.send(begin + on * (most // len(on)))

    def send(self, data):
        try:
            self.socket.send(data)
        except BlockingIOError:
            pass    # what is not read cannot be more
        except OSError:
            self.ended = self.ended or time.monotonic()

    def look(self):
        """Has it been cut? Sends on otherwise."""
        if not self.ended and select.select([self.socket], [], [], 0)[0]:
            self.ended = time.monotonic()    # an answer is an end as well
        if not self.ended:
            self.send(self.on)
        return self.ended

    def close(self):
        self.socket.close()


class Committing:
    """Another client, whose messages are committed meanwhile; how long the slowest took."""

    def __init__(self, g):
        self.g, self.slowest, self.n, self.trouble = g, 0, 0, None
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        connection = self.g.connect(60)
        while not self.over.is_set() and not self.trouble:
            asked = time.monotonic()
            try:
                status, answer = self.g.post(update("帮助", person="c%d" % self.n), connection=connection)
                if status != 200:
                    self.trouble = (status, answer)
            except (Gone, OSError) as e:
                self.trouble = e
            self.slowest = max(self.slowest, time.monotonic() - asked)
            self.n += 1
            self.over.wait(0.02)

    def end(self):
        self.over.set()
        self.thread.join()
        assert not self.trouble, self.trouble
        assert self.slowest < COMMIT_SECONDS and self.n > 20, (self.slowest, self.n)


def endless(g):
    """One peer of each kind."""
    token = "Authorization: Bearer %s\r\nContent-Type: application/json\r\n" % g.token()
    yield Peer(g, chunked("/q/1/x") + b"5;a=", most=60000)
    yield Peer(g, chunked("/room/login") + b"5;a=", most=60000)
    yield Peer(g, chunked("/api/v1/updates", token) + b"5;a=", most=60000)
    yield Peer(g, chunked("/api/v1/updates", token) + b"5;a=")
    yield Peer(g, chunked("/q/1/x"), b"0", most=60000)
    yield Peer(g, chunked("/q/1/x") + b"0\r\nX: ", most=60000)
    yield Peer(g, chunked("/q/1/x") + b"0\r\nX: ")
    yield Peer(g, chunked("/q/1/x") + b"0\r\n", b"X: y\r\n")
    yield Peer(g, chunked("/api/v1/updates", token), b"1\r\nx\r\n")
    yield Peer(g, chunked("/api/v1/updates", token) + b"fff\r\n")
    yield Peer(g, head("/api/v1/updates", token + "Content-Length: 1000000\r\n"), most=60000)
    yield Peer(g, head("/api/v1/updates", token + "Content-Length: 1000000\r\n"))
    yield Peer(g, b"GET / HTTP/1.1\r\nHost: x\r\nX: ", most=60000)
    yield Peer(g, b"GET / HTTP/1.1\r\nHost: x\r\nX: ")
    yield Peer(g, b"GET / HTTP/1.1\r\nHost: x\r\n", b"X: y\r\n")
    yield Peer(g, b"GET /?")
    yield Peer(g, b"", b"\r\n")


def test_each_of_them_is_cut_and_commits_go_on():
    with Gateway(channels=("bridge", "room")) as g:
        others = Committing(g)
        peers = list(endless(g))
        limit = time.monotonic() + CUT_SECONDS + 5
        while not all([p.look() for p in peers]) and time.monotonic() < limit:
            time.sleep(0.1)
        others.end()
        late = [i for i, p in enumerate(peers) if not p.ended or p.ended - p.began > CUT_SECONDS]
        for p in peers:
            p.close()
        assert not late, late
        print("# %d commits meanwhile, the slowest in %.0f ms" % (others.n, others.slowest * 1000))


def test_three_in_rotation_change_nothing():
    """Whenever one is cut another stands in its place."""
    with Gateway(channels=("bridge", "room")) as g:
        others = Committing(g)
        peers, cut, until = [], 0, time.monotonic() + 2 * CUT_SECONDS
        while time.monotonic() < until and cut < 4 and others.slowest < COMMIT_SECONDS:
            for p in [p for p in peers if p.look()]:
                peers.remove(p)
                p.close()
                cut += 1
            while len(peers) < 3:
                peers.append(Peer(g, chunked("/q/1/x") + b"5;a=", most=60000))
            time.sleep(0.1)
        others.end()
        for p in peers:
            p.close()
        assert cut >= 4, cut


def test_a_signal_is_obeyed_meanwhile():
    with Gateway(channels=("bridge", "room")) as g:
        peers = list(endless(g))
        g.say("帮助")
        began = time.monotonic()
        assert g.stop() == 0
        assert time.monotonic() - began < 3, time.monotonic() - began
        for p in peers:
            p.close()


if __name__ == "__main__":
    gateway.main(globals())
