#!/usr/bin/python3
"""Activities as calendar files, served and printed, and the paper for signing in on the spot."""
import datetime
import re
import subprocess
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree

from gateway import Gateway, main

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


main(globals())
