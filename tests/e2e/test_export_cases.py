#!/usr/bin/python3
"""`export cases`: CSV, workbook and lines of JSON; to the letter, and without who it was."""
import csv
import io
import json
import os
import re
import stat
import sys
import xml.etree.ElementTree as ET
import zipfile

from gateway import Gateway, main, with_places

csv.field_size_limit(sys.maxsize)
HEAD = "我要反映 万福广场保安不让停车 一停就锁车 "
PIECES = ("<b onclick=\"x()\">", "'; drop table cases; --", "👨‍👩‍👧", "\u200f\u202eשלום\u202c", "=1+1,", "\"引号\"", "_x0041_",
          "第一行\n第二行", "&amp;", "\t")
LONG = (HEAD + "".join("%s%d" % (PIECES[i % len(PIECES)], i) for i in range(1000)))[:4000]
NUMBER = "13800001234"
NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def filed(g):
    """Three cases: a long text, one with a number in it, one without a name."""
    g.say(LONG, person="liumin", name="刘敏")
    g.say("就这些", person="liumin", name="刘敏")
    g.say("=1+1 我要反映 南街口井盖翘起来了 车子过去哐当响 %s" % NUMBER, person="laowei", name="老魏")
    g.say("就这些", person="laowei", name="老魏")
    g.say("站上拖欠我三个月工资不发", person="zhouming", name="周明")
    g.say("就这些", person="zhouming", name="周明")
    g.say("Q-1派给城管", person="chenrong")
    g.say("Q-1 12345单号 20250611-0032", person="chenrong")
    g.say("Q-1答复 已划12个泊位", person="chenrong")


def exported(g, *arguments):
    r = g.command("export", "cases", *arguments)
    assert r.returncode == 0, r.stderr
    return r.stdout


def open_export(g, name, *arguments):
    """The lines of all cases with who it was."""
    exported(g, "--with-phones", *arguments, g.path(name))
    with open(g.path(name), encoding="utf-8", newline="") as f:
        return list(f)


def workbook(path):
    """The first sheet's rows as {column letters: (type, value)}."""
    def text(cell):
        value = "".join(t.text or "" for t in cell.iterfind(".//m:t", NAMESPACE))
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), value)

    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        sheet = ET.fromstring(z.read("xl/worksheets/sheet1.xml"))
    assert not sheet.findall(".//m:f", NAMESPACE), "a formula"
    assert sheet.find(".//m:pane", NAMESPACE).get("state") == "frozen"
    rows = []
    for row in sheet.iterfind(".//m:row", NAMESPACE):
        cells = {}
        for c in row:
            letters = re.match("[A-Z]+", c.get("r")).group()
            cells[letters] = text(c) if c.get("t") == "inlineStr" else float(c.find("m:v", NAMESPACE).text)
        rows.append(cells)
    names = rows[0]
    return [{names[k]: v for k, v in row.items()} for row in rows[1:]]


def test_three_formats_to_the_letter():
    with with_places(Gateway()) as g:
        filed(g)
        lines = [json.loads(x) for x in exported(g, "--format", "jsonl").splitlines()]
        assert [x["number"] for x in lines] == ["Q-1", "Q-2", "Q-3"], lines
        first = lines[0]
        assert first["text"] == LONG and len(LONG) == 4000
        assert first["outside"] == "20250611-0032" and first["department"] == "城管局", first
        assert first["state"] == "answered" and first["outcome"] and first["answer"] == "已划12个泊位", first
        assert first["source"] == "rider" and first["closed_at"] is None and first["overdue"] is False
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$", first["filed_at"]), first

        rows = list(csv.DictReader(io.StringIO(exported(g), newline="")))
        assert [r["number"] for r in rows] == ["Q-1", "Q-2", "Q-3"]
        assert rows[0]["text"] == LONG
        assert rows[0]["department"] == "城管局" and rows[0]["filed_at"][:16] == first["filed_at"][:16].replace("T", " ")

        exported(g, "--format", "xlsx", g.path("cases.xlsx"))
        assert stat.S_IMODE(os.stat(g.path("cases.xlsx")).st_mode) == 0o600
        sheet = workbook(g.path("cases.xlsx"))
        assert [r["编号"] for r in sheet] == ["Q-1", "Q-2", "Q-3"]
        assert sheet[0]["反映内容"] == LONG
        assert sheet[0]["类别"] == "停车" and sheet[0]["状态"] == "已答复" and sheet[0]["来源"] == "骑手", sheet[0]
        assert sheet[1]["反映内容"].startswith("=1+1 ")
        assert 45000 < sheet[0]["提交时间"] < 60000, "a date of spreadsheets"


def test_nobody_is_named_unless_asked_and_that_is_kept():
    with with_places(Gateway()) as g:
        filed(g)
        for arguments in (), ("--format", "jsonl"):
            text = exported(g, *arguments)
            for word in (NUMBER, "刘敏", "老魏", "周明", "liumin", "reporter", "phone"):
                assert word not in text, word
            assert "138****1234" in text
        r = g.command("export", "cases", "--with-phones")
        assert r.returncode == 2 and "FILE" in r.stderr and not r.stdout, r
        exported(g, "--with-phones", "--format=jsonl", g.path("all.jsonl"))
        with open(g.path("all.jsonl"), encoding="utf-8") as f:
            lines = [json.loads(x) for x in f]
        assert lines[0]["reporter"] == "刘敏" and NUMBER in lines[1]["text"], lines
        assert lines[2]["reporter"] is None and lines[2]["phone"] is None, "wages have no name"
        assert g.command("verify").returncode == 0
        g.stop()
        import sqlite3
        db = sqlite3.connect(g.path("data/xiaodeng.db"))
        kept = db.execute("select count(*) from audit where actor = 'operator' and action = 'export.contacts'").fetchone()
        db.close()
        assert kept == (1,), kept


def test_no_name_and_no_text_is_a_formula_and_import_takes_them_back():
    names = ['=HYPERLINK("http://evil.example","点我")', "@SUM(1)", "+1+1", "-2+3", "＝1+1", "'=1", "张三;=1", "-5"]
    with with_places(Gateway()) as g:
        for i, name in enumerate(names):
            g.say("帮助", person="x%d" % i, name=name)
        g.say("=1+1 我要反映 南街口井盖翘起来了 车子过去哐当响", person="x0", name=names[0])
        g.say("+1 我要反映 万福广场保安不让停车 一停就锁车", person="x1", name=names[1])
        for i in range(2):
            g.say("就这些", person="x%d" % i, name=names[i])
        assert [json.loads(x)["reporter"] for x in open_export(g, "all.jsonl", "--format=jsonl")] == names[:2]
        people = g.command("export", "people").stdout
        cases = "".join(open_export(g, "all.csv"))
        for text in people, cases:
            rows = list(csv.reader(io.StringIO(text, newline="")))
            for cell in (cell for row in rows for cell in row):
                assert cell[:1] not in tuple("=+-@\t\r＝＋－＠") or cell in ("-5", ""), cell
        for name in names[:6]:
            assert "'" + name in [row["name"] for row in csv.DictReader(io.StringIO(people, newline=""))], name
        assert [row["text"][:3] for row in csv.DictReader(io.StringIO(cases, newline=""))] == ["'=1", "'+1"], cases
        with open(g.path("people.csv"), "w", encoding="utf-8", newline="") as f:
            f.write(people)
        r = g.command("import", "people", g.path("people.csv"))
        assert r.returncode == 0 and " 0 changed" in r.stdout + r.stderr, r
        assert g.command("export", "people").stdout == people
        assert [json.loads(x)["reporter"] for x in open_export(g, "again.jsonl", "--format=jsonl")] == names[:2]


def test_days_and_mistakes():
    with with_places(Gateway()) as g:
        filed(g)
        assert exported(g, "--from", "2000-01-01", "--to", "2000-01-02").count("\n") == 1
        assert exported(g, "--from", "2000-01-01", "--format", "jsonl").count("\n") == 3
        for wrong in (("--format", "pdf"), ("--from", "gestern"), ("a", "b"), ("--frob",), ("--format",)):
            r = g.command("export", "cases", *wrong)
            assert r.returncode == 2 and "usage:" in r.stderr, (wrong, r)
        r = g.command("export", "cases", g.path("nowhere/x.csv"))
        assert r.returncode == 1 and "xiaodeng: " in r.stderr, r
        assert g.command("export", "routing").stdout.startswith("kind,category,area,department\n")


if __name__ == "__main__":
    main(dict(globals()))
