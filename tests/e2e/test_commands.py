#!/usr/bin/python3
"""The command line of the real program: alone, and beside a running gateway."""
import os
import json
import re
import socket
import sqlite3
import subprocess

from gateway import BINARY, ROOT, Gateway, in_parallel, main

BASE = os.path.join(ROOT, "tests/fixtures/base")


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def failed(r, words, code=1):
    assert r.returncode == code, (r.returncode, r.stdout, r.stderr)
    assert words in r.stderr, r.stderr
    if code == 1:
        assert any(line.startswith("xiaodeng: ") for line in r.stderr.splitlines()), r.stderr
    return r.stderr


def bare(*arguments, **more):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, **more)


class Stopped(Gateway):
    """A gateway that is not started: only its folder and configuration."""

    def __enter__(self):
        return self


def test_usage():
    failed(bare(), "usage:", 2)
    failed(bare("frob"), "no such command", 2)
    assert "usage:" in done(bare("--help"))
    assert re.match(r"xiaodeng \d+\.\d+\.\d+\n$", done(bare("--version")))
    names = re.findall(r"^  ([a-z-]+)  ", done(bare("--help")), re.M)
    assert len(names) == 23, names
    for name in names:
        assert "usage: xiaodeng " + name in done(bare(name, "--help"))
        assert bare(name, "--no-such-option").returncode in (1, 2), name


def test_versions():
    out = done(bare("version"))
    for library in ("cJSON", "libcurl", "libmicrohttpd", "libqrencode", "libsodium", "libuv", "libxlsxwriter", "PCRE2", "SQLite", "utf8proc"):
        assert re.search(r"^%s +\d" % library, out, re.M), out


def test_report():
    with Stopped() as g:
        done(g.command("admin", "add", "bridge:chenrong", "city"))  # makes the database
        assert "在册人员" in done(g.command("report"))
        report = json.loads(done(g.command("report", "--from", "2025-06-01", "--to", "2025-06-30", "--format", "json")))
        assert (report["from"], report["to"]) == ("2025-06-01", "2025-06-30")
        assert report["before"] == {"from": "2025-05-01", "to": "2025-05-31"}
        figures = {f["key"]: f for f in report["figures"]}
        assert len(figures) == len(report["figures"]) >= 100
        assert figures["sites"]["value"] == 0 and figures["rate.response"]["value"] is None
        rows = done(g.command("report", "--from=2025-06-01", "--to=2025-06-30", "--format=csv")).splitlines()
        assert rows[0].startswith("key,name,unit,by,part,value") and rows[1].startswith("sites,站点网点,个,,,0")
        page = done(g.command("report", "--format", "html"))
        assert page.startswith("<!DOCTYPE html>") and page.count("<details>") > 100 and page.count("<h2") >= 7
        days = ("--from", "2025-06-01", "--to", "2025-06-30")
        assert "no report" in failed(g.command("report", "--differences", *days), "xiaodeng: report: ")
        assert done(g.command("report", "--freeze", *days)) == "R-1: 2025-06-01 to 2025-06-30\n"
        assert done(g.command("report", "--differences", *days)) == "key,name,R-1,now\n"
        assert "is not over" in failed(g.command("report", "--freeze", "--from", "2025-06-01", "--to", "2999-01-01"), "xiaodeng: report: ")
        for wrong in (("--from", "2025-02-29"), ("--from", "yesterday"), ("--to",), ("--format", "doc"), ("more",),
                      ("--from", "2025-07-01", "--to", "2025-06-30")):
            assert g.command("report", *wrong).returncode == 2, wrong


def test_broadcasts_are_listed_and_unknown_ones_refused():
    with Stopped() as g:
        done(g.command("admin", "add", "bridge:chenrong", "city"))  # makes the database
        assert done(g.command("broadcast", "list")) == "no broadcast yet\n"
        assert "there is no such broadcast" in failed(g.command("broadcast", "show", "B-7"), "xiaodeng: ")
        assert "there is no such broadcast" in failed(g.command("broadcast", "stop", "B-7"), "xiaodeng: ")
        assert g.command("broadcast", "stop", "nonsense").returncode == 2


def test_bad_configuration_names_file_and_line():
    with Stopped(sections="[bot2]\nx = 1\n") as g:
        for command in (("run",), ("verify",), ("match",), ("admin", "list")):
            assert re.search(r"config\.ini:\d+: unknown section \[bot2\]", failed(g.command(*command), "xiaodeng: "))


def test_first_admin_before_anything_else():
    with Stopped() as g:
        assert "now city" in done(g.command("admin", "add", "bridge:chenrong", "city"))
        assert "already" in done(g.command("admin", "add", "bridge:chenrong", "city"))
        assert done(g.command("admin", "list")) == "bridge:chenrong\tcity\t\t\n"
        for path, mode in (("data", 0o700), ("data/master.key", 0o600), ("data/xiaodeng.db", 0o600)):
            assert os.stat(g.path(path)).st_mode & 0o777 == mode, path
        failed(g.command("admin", "add", "nowhere:x", "city"), "no channel 'nowhere'")
        failed(g.command("admin", "add", "bridge", "city"), "CHANNEL:ID")
        failed(g.command("admin", "add", "bridge:x", "king"), "no role 'king'")
        failed(g.command("admin", "add", "bridge:x", "street"), "name it")
        failed(g.command("admin", "add", "bridge:x", "street", "无此街道"), "无此街道")
        failed(g.command("admin", "remove", "bridge:nobody"), "no such role")
        failed(g.command("admin", "add", "bridge:x"), "usage:", 2)
        done(g.command("admin", "remove", "bridge:chenrong"))
        assert done(g.command("admin", "list")) == ""
        assert "city" in done(g.command("admin", "matrix"))
        assert "audit chain                  ok, 2 rows" in done(g.command("verify"))


def test_commands_beside_a_running_gateway():
    with Gateway() as g:
        assert os.stat(g.path("data/control.sock")).st_mode & 0o777 == 0o600
        assert "now city" in done(g.command("admin", "add", "bridge:chenrong", "city"))
        out = done(g.command("import", "fixtures/base", cwd=os.path.join(ROOT, "tests")))   # relative to the caller
        assert "department\t城管局\t李科" in done(g.command("admin", "list")), out
        done(g.command("admin", "add", "bridge:zhangsan", "department", "城管局"))
        failed(g.command("admin", "add", "bridge:x", "king"), "no role 'king'")
        failed(g.command("admin", "add"), "usage:", 2)
        failed(g.command("import", "no/such/folder"), "no/such/folder")
        done(g.command("verify"))
        done(g.command("backup", g.path("copy.db")))
        failed(g.command("restore", g.path("copy.db")), "stop it first")
        assert g.ask("小灯 帮助")
        results = in_parallel(8, lambda i: g.command("admin", "add", "bridge:many%d" % i, "patrol"))
        assert all(r.returncode == 0 for r in results), results
        assert done(g.command("admin", "list")).count("patrol") == 8 + 1
    assert not os.path.exists(g.path("data/control.sock"))


def test_a_port_that_is_taken_is_noticed_before_a_year_is_built():
    with socket.create_server(("127.0.0.1", 0)) as other:
        with Stopped(channels=("room",), settings={"http": {"listen": "127.0.0.1:%d" % other.getsockname()[1]}}) as g:
            r = g.command("run", "--sample=year")
            failed(r, "cannot listen there: in use by somebody else")
            assert r.stdout == "" and not [f for f in os.listdir(g.path("data")) if ".db" in f and ".lock" not in f], r


def test_commands_while_a_year_is_built():
    with Stopped(channels=("room",)) as g:
        said = failed(g.command("report"), "xiaodeng.db: there is no database yet")
        with subprocess.Popen([BINARY, "run", "-c", g.config, "--sample=year"], stdout=subprocess.PIPE, text=True) as year:
            try:
                assert year.stdout.readline() == "a year of the sample city:\n"
                making = "process %d is making it" % year.pid
                assert making not in said and making in failed(g.command("report"), "wait until it is done")
                assert making in failed(g.command("verify"), "wait until it is done")
                assert making in failed(g.command("admin", "add", "room:chenrong", "city"), "wait until it is done")
                failed(g.command("run"), "(pid %d)" % year.pid)
                assert not os.path.exists(g.path("data/xiaodeng.db"))
            finally:
                year.kill()
        assert "now city" in done(g.command("admin", "add", "room:chenrong", "city"))


def test_a_second_gateway_stays_out():
    with Gateway() as g:
        r = g.command("run")
        assert r.returncode == 1 and "xiaodeng: " in r.stderr, r
        assert g.request("GET", "/healthz")[0] == 200


def test_stale_socket_and_lock_of_a_killed_gateway():
    with Gateway() as g:
        g.kill()
        assert os.path.exists(g.path("data/control.sock"))
        done(g.command("admin", "add", "bridge:after", "city"))
        g.start()
        done(g.command("admin", "add", "bridge:again", "city"))


def test_two_commands_at_once_without_a_gateway():
    with Stopped() as g:
        done(g.command("admin", "list"))
        results = in_parallel(4, lambda i: g.command("admin", "add", "bridge:p%d" % i, "city"))
        assert [r.returncode for r in results] == [0] * 4, results
        assert done(g.command("admin", "list")).count("\n") == 4


def test_who_talks_nonsense_to_the_socket():
    with Gateway() as g:
        for request in (b"\n", b"GET / HTTP/1.1\r\n\r\n", b'{"argv":["run"],"cwd":"/"}\n', b'{"argv":["verify"],"cwd":"/"}\n',
                        b"x" * 1500000):
            with socket.socket(socket.AF_UNIX) as s:
                s.settimeout(20)
                s.connect(g.path("data/control.sock"))
                try:
                    s.sendall(request)
                    s.shutdown(socket.SHUT_WR)
                    answer = b""
                    while piece := s.recv(65536):
                        answer += piece
                    assert b'{"err":"xiaodeng: ' in answer, answer
                    assert b'{"exit":0}' not in answer
                except ConnectionError:
                    pass
        done(g.command("admin", "list"))


def file_a_case(g, person, place):
    """Says something is wrong there; the number that comes back."""
    answer = g.ask("小灯 %s那边一停车就遭贴条，能不能给我们骑手划几个位子" % place, person=person, chat="G1")
    return int(re.search(r"Q-(\d+)", answer).group(1))


def test_backup_and_the_way_back():
    with Gateway() as g:
        done(g.command("import", BASE))
        assert file_a_case(g, "zhangyong", "万福广场") == 1
        done(g.command("backup", g.path("one.db")))
        failed(g.command("backup", g.path("one.db")), "--force")
        done(g.command("backup", "--force", g.path("one.db")))
        assert re.search(r"^  cases +1$", done(g.command("verify", g.path("one.db"))), re.M)
        assert file_a_case(g, "hesanwa", "文君广场") == 2
        g.stop()
        done(g.command("restore", g.path("one.db")))
        assert os.path.exists(g.path("data/xiaodeng.db.before-restore"))
        assert re.search(r"^  cases +1$", done(g.command("verify")), re.M)
        g.start()
        assert file_a_case(g, "liumin", "羊安街道") == 3      # Q-2 is somebody's already
        done(g.command("verify"))


def test_unmatched_is_masked_and_counted():
    with Gateway() as g:
        for person in ("u1", "u2"):
            g.ask("呜哩哇啦 13800000101 呜哩", person=person)
        out = done(g.command("unmatched"))
        assert re.match(r"2\tprivate\t\d{4}-\d\d-\d\d \d\d:\d\d\t呜哩哇啦 ?\*{11} ?呜哩\n$", out), out
        assert done(g.command("unmatched", "--limit", "1")) == out
        failed(g.command("unmatched", "--limit", "0"), "--limit", 2)


def rows(out, kind):
    return int(re.search(r"^%s +\d+ days +(\d+) " % kind, out, re.M).group(1))


def test_retention_counts_then_forgets():
    with Gateway() as g:
        g.ask("小灯 帮助")
        g.ask("呜哩哇啦")
        g.stop()
        db = sqlite3.connect(g.path("data/xiaodeng.db"))
        db.executescript("update seen set at = 1; update unmatched set last_at = 1; update conversation set at = 1")
        db.close()
        for _ in range(2):
            out = done(g.command("retention", "--dry-run"))
            assert (rows(out, "seen"), rows(out, "unmatched"), rows(out, "conversation")) == (2, 1, 1), out
        assert rows(done(g.command("retention")), "unmatched") == 1
        assert rows(done(g.command("retention", "--dry-run")), "seen") == 0
        assert done(g.command("unmatched")) == ""
        g.start()
        assert "would go" in done(g.command("retention", "--dry-run"))
        assert rows(done(g.command("retention")), "seen") == 0
        failed(g.command("retention", "now"), "wants nothing more", 2)
        assert g.ask("小灯 帮助")


def test_import_only_looks_and_says_what_may_stand_where():
    assert "outcome      one of met absent, else met" in done(bare("import", "--columns", "visits"))
    assert "duties.csv" in done(bare("import", "--columns"))
    failed(bare("import", "--columns", "nothing"), "unknown kind", 2)
    with Stopped() as g:
        for began in (False, True):  # alone, and through the gateway
            if began:
                g.start()
            for _ in range(2):
                out = done(g.command("import", "--dry-run", BASE))
                assert "people: 18 new, 0 changed, 0 unchanged" in out and "nothing was stored" in out, out
        assert "people: 18 new" in done(g.command("import", BASE))
        assert "people: 0 new, 0 changed, 18 unchanged" in done(g.command("import", "--dry-run", BASE))


def test_verify_finds_damage():
    with Stopped() as g:
        done(g.command("import", BASE))
        done(g.command("backup", g.path("copy.db")))
        with open(g.path("copy.db"), "r+b") as f:
            f.seek(4096 * 3)
            f.write(b"\xff" * 4096 * 4)
        failed(g.command("verify", g.path("copy.db")), "copy.db")
        failed(g.command("restore", g.path("copy.db")), "nothing was changed")
        done(g.command("verify"))
        failed(g.command("verify", g.path("config.ini")), "not a database of xiaodeng")
        failed(g.command("verify", g.path("none.db")), "cannot be read")
        os.rename(g.path("data/master.key"), g.path("data/old.key"))
        failed(g.command("verify"), "key")
        with open(g.path("data/master.key"), "w", encoding="ascii") as f:
            f.write("ab" * 32 + "\n")
        failed(g.command("verify"), "another key")
        failed(g.command("admin", "list"), "xiaodeng.db")


def match(g, text, *arguments):
    return done(g.command("match", *arguments, input=text)).split("\n")[:-1]


def test_match_is_one_line_for_one_line():
    with Stopped() as g:
        lines = match(g, "哪里可以充电\n\n小灯\nasdf\nP\t哪里可以充电\nG\t哪里可以充电\nG\t下班喝酒去\nA\t哪里可以充电")
        assert len(lines) == 8, lines
        assert all(line.count("\t") == 2 for line in lines), lines
        assert lines[0].startswith("station.find\tservice=charging\tstation.find#"), lines[0]
        assert lines[1] == lines[3] == "none\t\t-"
        assert lines[4] == lines[0]
        assert lines[6] == "none\t\t-"
        assert lines[7].split("\t")[0] == "station.find"
        assert match(g, "下班喝酒去\n", "--where", "G") == ["none\t\t-"]
        assert match(g, "") == []
        failed(g.command("match", "--where", "X", input=""), "--where", 2)
        odd = subprocess.run([BINARY, "match", "-c", g.config], input=b"\xff\xfe\n\x00\n" + b"a" * 100000 + b"\r\n",
                             capture_output=True, timeout=60)
        assert odd.returncode == 0 and odd.stdout == b"none\t\t-\n" * 3, odd


def test_match_explains_on_the_other_stream():
    with Stopped() as g:
        r = g.command("match", "--explain", input="哪里可以充电\n")
        assert done(r).count("\n") == 1 and r.stderr, r


def test_check_and_the_example():
    example = os.path.join(ROOT, "config.example.ini")
    done(bare("check", "-c", example, "--config-example", example))
    with Stopped() as g:
        text = done(bare("check", "-c", example, "--config-example", "-"))
        with open(g.path("other.ini"), "w", encoding="utf-8") as f:
            f.write(text.replace("seen_days = 30", "seen_days = 31"))
        failed(g.command("check", "--config-example", g.path("other.ini")), "line ")
        os.mkdir(g.path("pack"))
        with open(g.path("pack/a.ini"), "w", encoding="utf-8") as f:
            f.write("[intent x.y]\nwhere = GP\nrule = (\n")
        assert "a.ini:3" in failed(g.command("check", g.path("pack")), "a.ini")


if __name__ == "__main__":
    main(dict(globals()))
