#!/usr/bin/python3
"""Activities as calendar files, served and printed, and the paper for signing in on the spot."""
import os
import re
import urllib.error
import urllib.request
import xml.etree.ElementTree

from gateway import ROOT, Gateway, main

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("people", "admins", "members", "volunteers", "meetings", "activities", "classes", "subscriptions", "groups")

ACTIVITIES = """code,title,start,place,capacity,state
A-1,"电动车保养, 免费; 来",2031-06-14 14:00,文君驿站,3,open
A-2,还没定日子,,文君驿站,,planned
A-3,取消了的,2031-06-15 09:00,万福广场,,cancelled
A-4,"%s",2031-06-16 09:00,万福广场,,open
""" % ("很长的名字" * 30)


class City(Gateway):
    def prepare(self):
        with open(self.path("activities.csv"), "w", encoding="utf-8") as f:
            f.write(ACTIVITIES)
        r = self.command("import", "activities", self.path("activities.csv"))
        assert r.returncode == 0, r.stderr
        return self


def lines(text):
    """Unfolded: a line that begins with a space goes on with the one before."""
    assert "\r\n" in text and not re.search(r"[^\r]\n", text), "lines end in CRLF"
    assert all(len(x.encode()) <= 75 for x in text.split("\r\n")), "no line is longer than 75 bytes"
    return re.sub(r"\r\n[ \t]", "", text).strip().split("\r\n")


def facts(text):
    all_lines = lines(text)
    assert all_lines[0] == "BEGIN:VCALENDAR" and all_lines[-1] == "END:VCALENDAR", all_lines
    assert all_lines.count("BEGIN:VEVENT") == all_lines.count("END:VEVENT") == 1, all_lines
    return dict(x.split(":", 1) for x in all_lines if not x.startswith(("BEGIN", "END")))


def get(g, path):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (g.port, path), timeout=10) as r:
            return r.status, r.headers["Content-Type"], r.read().decode()
    except urllib.error.HTTPError as e:
        return e.code, e.headers["Content-Type"], e.read().decode()


def test_served():
    with City() as g:
        g.prepare()
        status, kind, text = get(g, "/a/A-1.ics")
        assert (status, kind) == (200, "text/calendar; charset=utf-8"), (status, kind, text)
        f = facts(text)
        assert f["VERSION"] == "2.0" and f["UID"] == "A-1@xiaodeng" and f["STATUS"] == "CONFIRMED", f
        assert f["DTSTART"] == "20310614T060000Z", f  # 14:00 in Shanghai
        assert f["SUMMARY"] == "电动车保养\\, 免费\\; 来" and f["LOCATION"] == "文君驿站", f
        assert re.fullmatch(r"\d{8}T\d{6}Z", f["DTSTAMP"]), f
        assert facts(get(g, "/a/a4.ics")[2])["SUMMARY"] == "很长的名字" * 30
        assert facts(get(g, "/a/A-3.ics")[2])["STATUS"] == "CANCELLED"
        for path in ("/a/A-2.ics", "/a/A-99.ics", "/a/Q-1.ics", "/a/.ics", "/a/A-1", "/a/../a/A-1.ics.ics"):
            assert get(g, path)[0] == 404, path


def test_printed():
    with City() as g:
        g.prepare()
        r = g.command("calendar", "A-1")
        assert r.returncode == 0 and facts(r.stdout.replace("\r\n", "\n").replace("\n", "\r\n"))["UID"] == "A-1@xiaodeng", r
        assert g.command("calendar", "A-2").returncode == 1 and g.command("calendar").returncode == 2


def asked(g, text, person):
    return g.ask(text, person)


def imported(g):
    r = g.command("import", os.path.join(ROOT, "tests/fixtures/base"))
    assert r.returncode == 0, r.stderr


def test_poster_for_signing_in():
    with Gateway() as g:
        imported(g)
        assert g.command("poster", "A-9").returncode == 1
        said = asked(g, "发布活动 2031年6月14日下午两点 电动车保养义诊 文君驿站 限30人", "chenrong")
        number, door = re.search(r"A-\d+", said).group(), re.search(r"签到码 (\d{6})", said).group(1)
        r = g.command("poster", number)
        assert r.returncode == 0, r.stderr
        texts = [t.text for t in xml.etree.ElementTree.fromstring(r.stdout.encode()).iter(SVG + "text")]
        assert texts[0] == "现场签到" and texts[2] == "签到 " + door, texts


def test_what_is_said_of_a_child_is_in_no_export_and_no_file():
    words = ("金丝燕", "珊瑚虫", "红珊瑚")
    with Gateway() as g:
        imported(g)
        for text in ("给娃报托管班 金丝燕 9岁", "同意", "对", "珊瑚虫过敏", "外婆红珊瑚来接"):
            said = asked(g, text, "liumin")
        listed = asked(g, "C-1过敏情况", "tanglaoshi")
        assert "珊瑚虫" in listed and "红珊瑚" in listed, (said, listed)
        for kind in KINDS:
            r = g.command("export", kind)
            assert not any(w in r.stdout + r.stderr for w in words), kind
        for folder, _, names in os.walk(g.folder):
            for name in names:
                if os.path.isfile(os.path.join(folder, name)):
                    with open(os.path.join(folder, name), "rb") as f:
                        content = f.read()
                    assert not any(w.encode() in content for w in words), name


main(globals())
