#!/usr/bin/python3
"""What is printed: posters of study windows, speaker's sheets of lessons, cases for their departments."""
import html.parser
import os
import re
import xml.etree.ElementTree

from gateway import ROOT, Gateway, main

FIXTURES = os.path.join(ROOT, "tests/fixtures")
SVG = "{http://www.w3.org/2000/svg}"


class Stopped(Gateway):
    """A gateway that is not started: only its folder and configuration."""

    def __enter__(self):
        for folder in ("base", "learning"):
            done(self.command("import", os.path.join(FIXTURES, folder)))
        return self


def done(r):
    assert r.returncode == 0, (r.returncode, r.stdout, r.stderr)
    return r.stdout


def failed(r, words, code=1):
    assert r.returncode == code and words in r.stderr, (r.returncode, r.stdout, r.stderr)


def test_poster_is_a_page():
    with Stopped() as g:
        path = g.path("poster.svg")
        assert done(g.command("poster", "xw01", path)) == ""
        page = xml.etree.ElementTree.parse(path).getroot()
        assert (page.get("width"), page.get("height"), page.get("viewBox")) == ("210mm", "297mm", "0 0 210 297")
        texts = [t.text for t in page.iter(SVG + "text")]
        assert texts[0] == "十分钟微课堂" and texts[1:3] == ["万福广场学习窗口", "XW-1"], texts
        assert [t[:2] for t in texts[3:]] == ["1.", "2.", "3."] and "XW-1" in texts[3], texts
        code = page.find(SVG + "path").get("d")
        assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", code), code[:80]
        assert code.startswith("M0 0h7v1h-7z"), "the corner of a QR code"
        assert done(g.command("poster", "XW-1")) == open(path, encoding="utf-8").read(), "to the standard output, too"


def test_what_cannot_be_a_poster():
    with Stopped() as g:
        failed(g.command("poster", "XW-99"), "no study window XW-99")
        failed(g.command("poster"), "usage:", 2)
        failed(g.command("poster", "XW-1", "--frob"), "usage:", 2)
        failed(g.command("poster", "XW-1", "--link", "https://t.me/" + "x" * 600), "too long")
        failed(g.command("poster", "XW-1", "/no/such/folder/p.svg"), "/no/such/folder/p.svg")


def test_names_are_only_text():
    with Stopped() as g:
        with open(g.path("windows.csv"), "w", encoding="utf-8") as f:
            f.write('code,name\nXW-9,"</text><script>alert(1)</script>&"\n')
        done(g.command("import", "windows", g.path("windows.csv")))
        page = xml.etree.ElementTree.fromstring(done(g.command("poster", "XW-9")))
        assert [t.text for t in page.iter(SVG + "text")][1] == "</text><script>alert(1)</script>&"
        assert not list(page.iter(SVG + "script"))


class Reader(html.parser.HTMLParser):
    """Texts by tag; that every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.texts, self.outside = [], {}, []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.outside += [v for k, v in attributes if k in ("src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and data.strip():
            self.texts.setdefault(self.open[-1], []).append(data.strip())


def test_sheet_of_a_lesson():
    with Stopped() as g:
        path = g.path("sheet.html")
        assert done(g.command("sheet", "l1", path)) == ""
        text = open(path, encoding="utf-8").read()
        sheet = Reader(text)
        assert sheet.texts["h1"] == ["电动自行车充电安全"]
        assert len(sheet.texts["h2"]) == 4 and not sheet.outside and "http" not in text
        assert "A4" in sheet.texts["style"][0]
        said = "\n".join(sheet.texts["li"])
        for words in ("充满就拔，别挂一整夜。", "车不进楼道，电池不进屋。", "看见冒烟，人先走，喊一声邻居，到空地上打119。"):
            assert words in sheet.texts["li"], (words, sheet.texts["li"])
        assert "充着电的电池突然冒烟" in said and "A. 上去拔插头" in said
        answers = sheet.texts["span"]
        assert [a[:4] for a in answers] == ["答案 A", "答案 C", "答案 B"], answers
        assert "下面哪个地方充电最稳当？" in sheet.texts["p"], "the opening question"
        assert any("应急管理部令第5号" in p for p in sheet.texts["p"])
        assert any("L-1" in p for p in sheet.texts["p"]), "how to log it"


def test_sheet_says_until_when_it_holds():
    with Stopped() as g:
        assert "有效期到 2027-12-31" in done(g.command("sheet", "L-6"))
        assert "没有写明有效期" in done(g.command("sheet", "L-1"))
        assert "举手" not in done(g.command("sheet", "L-7")), "no quiz, no questions"
        Reader(done(g.command("sheet", "L-7")))
        failed(g.command("sheet", "L-99"), "no lesson L-99")
        failed(g.command("sheet", "Q-1"), "no case Q-1")
        failed(g.command("sheet"), "usage:", 2)


def test_sheet_of_a_briefing():
    with Gateway() as g:
        done(g.command("import", os.path.join(FIXTURES, "base")))
        text = g.ask("写明天的早报：1.西门大桥封路，绕行 2.平乐驿站修水管 <停两天>", person="chenrong")
        assert "B-1" in text, text
        failed(g.command("sheet", "B-1"), "no briefing B-1")  # a draft may still change
        assert "已定为" in g.ask("发", person="chenrong")
        page = done(g.command("sheet", "b1"))
        sheet = Reader(page)
        assert sheet.texts["li"] == ["1. 西门大桥封路，绕行", "2. 平乐驿站修水管 <停两天>"], sheet.texts["li"]
        assert "早报" in sheet.texts["h1"][0] and page.count("B-1") == 2, "above, and how to log it"
        assert not sheet.outside and "http" not in page
        failed(g.command("sheet", "B-9"), "no briefing B-9")


def test_what_no_lesson_says_is_listed():
    with Gateway() as g:
        for folder in ("base", "learning"):
            done(g.command("import", os.path.join(FIXTURES, folder)))
        for _ in range(2):
            assert "没有讲" in g.ask("有没有讲修电脑的课")
        assert "12345" in g.ask("公租房需要啥条件")
        lines = [line.split("\t") for line in done(g.command("unmatched", "--topics")).splitlines()]
        assert [(line[0], line[1], line[3]) for line in lines] == [("2", "lesson", "修电脑"),
                                                                    ("1", "policy", "公租房需要啥条件")], lines


def test_a_case_on_paper():
    said = "万福广场保安不让停车 一停就锁车 <b>13800001234</b>"
    with Gateway() as g:
        for folder in ("base", "learning"):
            done(g.command("import", os.path.join(FIXTURES, folder)))
        g.ask(said, person="liumin")
        for text in ("Q-1派给交警大队", "Q-1 12345单号 20250611-0032"):
            g.ask(text, person="chenrong")
        path = g.path("case.html")
        assert done(g.command("sheet", "Q-1", path)) == ""
        page = open(path, encoding="utf-8").read()
        html.parser.HTMLParser().feed(page)
        for words in ("诉求交办单", "Q-1", "停车诉求", "万福广场", "交警大队", "20250611-0032", "经办人", "138****1234", "&lt;b&gt;"):
            assert words in page, words
        for words in ("刘敏", "13800001234", "<b>", "<script", "http:", "https:"):
            assert words not in page, words
        assert page.count('class="box"') == 5 and page.count('class="line"') == 6
        failed(g.command("sheet", "Q-99"), "no case Q-99")
        failed(g.command("sheet", "Q-"), "no case Q-")
        failed(g.command("sheet"), "usage:", 2)
        assert "一停就锁车" in done(g.command("sheet", "q1"))


main(globals())
