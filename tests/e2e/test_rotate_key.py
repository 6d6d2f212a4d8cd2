#!/usr/bin/python3
"""`rotate-key` on the real program: beside a gateway, from end to end, and killed
at many instants; and what happens with a key that is not the right one."""
import glob
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from gateway import BINARY, Gateway, update, with_places  # noqa: E402

CASE = "小灯 万福广场那边一停车就遭贴条，能不能给我们骑手划几个位子"
KILLS = 200 if gateway.LONG else 25


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def failed(r, words):
    assert r.returncode == 1 and words in r.stderr, (r.returncode, r.stdout, r.stderr)
    return r.stderr


def key_number(g):
    return int(re.search(r"^  master key +number (\d+)", done(g.command("verify")), re.M).group(1))


def lines(path):
    with open(path, encoding="ascii") as f:
        return f.read().split()


def test_all_is_as_before():
    with with_places(Gateway()) as g:
        first = update(CASE, "zhangyong", "G1", id="m-1")
        g.post(first)
        assert "Q-1" in g.replies()[0]["text"]
        old = lines(g.path("data/master.key"))
        failed(g.command("rotate-key"), "stop it first")
        assert lines(g.path("data/master.key")) == old
        g.stop()
        assert "key 2 (before: 1)" in done(g.command("rotate-key"))
        new = lines(g.path("data/master.key"))
        assert len(new) == 2 and new[1:] == old and os.stat(g.path("data/master.key")).st_mode & 0o777 == 0o600
        assert os.stat(g.path("data/xiaodeng.db")).st_mode & 0o777 == 0o600
        assert key_number(g) == 2
        g.start()
        assert g.post(first)[1]["duplicates"] == 1      # recognised although its id is not kept
        assert "Q-1" in g.ask("我的单子呢", "zhangyong")
        g.stop()
        done(g.command("verify"))
        assert not glob.glob(g.path("data/*.rekeying*"))


def test_killed_at_any_instant():
    """Whatever was reached, the database opens, is whole, and the gateway goes on."""
    with with_places(Gateway()) as g:
        g.post(update(CASE, "zhangyong", "G1", id="m-1"))
        g.stop()
        begun = time.monotonic()
        done(g.command("rotate-key"))
        whole = time.monotonic() - begun
        seen = set()
        for i in range(KILLS):
            before, n = key_number(g), len(lines(g.path("data/master.key")))
            if n > 28:      # a file holds 32
                break
            p = subprocess.Popen([BINARY, "rotate-key", "-c", g.config], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
            time.sleep(whole * 1.1 * i / KILLS)
            p.send_signal(signal.SIGKILL)
            p.wait()
            after, keys = key_number(g), len(lines(g.path("data/master.key")))     # verify: exit 0
            assert after in (before, before + 1, n + 1) and keys in (n, n + 1) and after <= keys, (before, n, after, keys)
            seen.add((after > before, keys > n))
        assert (False, False) in seen, seen
        g.start()
        assert g.post(update(CASE, "zhangyong", "G1", id="m-1"))[1]["duplicates"] == 1
        assert "Q-1" in g.ask("我的单子呢", "zhangyong")
        g.stop()
        done(g.command("rotate-key"))
        assert key_number(g) == len(lines(g.path("data/master.key")))
        assert not glob.glob(g.path("data/*.rekeying*")) and not glob.glob(g.path("data/master.key.*"))


def test_the_wrong_key():
    with with_places(Gateway()) as g:
        g.stop()
        right = lines(g.path("data/master.key"))

        def write(*keys):
            with open(g.path("data/master.key"), "w", encoding="ascii") as f:
                f.write("\n".join(keys) + "\n")

        for keys in (["ab" * 32], ["ab" * 32, "cd" * 32]):
            write(*keys)
            for command in ("run", "rotate-key", "verify"):
                r = g.command(command)
                assert r.returncode == 1 and "xiaodeng: " in r.stderr and "key" in r.stderr, (command, r)
        write("no key")
        failed(g.command("run"), "key")
        os.unlink(g.path("data/master.key"))
        failed(g.command("run"), "key")         # makes a new one, which is not the one
        write("ab" * 32, *right)                # a line on top that was never used
        g.start()
        assert g.ask("小灯 帮助")
        assert "run rotate-key" in g.stderr()


def test_verify_names_the_row_that_was_tampered_with():
    with with_places(Gateway()) as g:
        for n in range(3):
            g.post(update(CASE, "p%d" % n, "G1"))
        g.stop()
        path = g.path("data/xiaodeng.db")
        rows = int(re.search(r"audit chain +ok, (\d+) rows", done(g.command("verify"))).group(1))
        assert rows >= 3
        with open(path, "rb") as f:
            whole = f.read()
        for sql, words in (("update audit set detail = 'hazard/road' where id = 2", "row 2 is not as it was written"),
                           ("update audit set at = at + 1 where id = %d" % rows, "row %d is not" % rows),
                           ("delete from audit where id = 1", "row 2 is not as it was written"),
                           ("delete from audit where id = %d" % rows, "rows are missing at the end")):
            db = sqlite3.connect(path)
            db.executescript("drop trigger audit_is_final_1; drop trigger audit_is_final_2; " + sql)
            db.close()
            r = g.command("verify")
            assert r.returncode == 1 and "audit chain                  FAILED: " + words in r.stdout, (sql, r)
            assert "is not whole" in r.stderr
            failed(g.command("rotate-key"), "audit chain")
            with open(path, "wb") as f:
                f.write(whole)
        done(g.command("verify"))


if __name__ == "__main__":
    gateway.main(globals())
