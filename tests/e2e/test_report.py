#!/usr/bin/python3
"""The links that "导出来" gives in chat: the workbook and the page, for whoever has them and for nobody else;
and the command, beside a running gateway."""
import hashlib
import hmac
import io
import json
import re
import time
import xml.etree.ElementTree as ET
import zipfile

from gateway import Gateway, main, with_places

PUBLIC = "https://xd.example.org"
SAID = "万福广场西门不让停车 一停就锁车 打13800000102"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def gateway(**more):
    return with_places(Gateway(settings={"http": {"listen": "127.0.0.1:0", "public_url": PUBLIC},
                                         "hours": {"quiet": "", "peaks": ""}, **more}))


def filed(g):
    """Two cases, one of them with the department of 李科."""
    number = re.search(r"Q-\d+", g.ask(SAID, person="liumin")).group()
    assert "Q-" in g.ask("瓮亭公园后门消防通道被堆满纸箱 堵死了", person="zhouming")
    g.ask("%s派给城管" % number, person="chenrong")


def exported(g, person="chenrong"):
    """{"xlsx": path, "html": path} of the links that he gets."""
    g.ask("本月的报表", person=person)
    said = g.ask("导出来", person=person)
    paths = re.findall(re.escape(PUBLIC) + r"(/report/\S+)", said)
    assert len(paths) == 2, said
    return {path.split(".")[-2]: path for path in paths}


def get(g, path):
    status, head, body = g.request("GET", path)
    return status, head, body


def guarded(head):
    assert "no-store" in head["Cache-Control"], head.items()
    assert "noindex" in head["X-Robots-Tag"] and "default-src 'none'" in head["Content-Security-Policy"], head.items()


def nobody_in(text):
    assert not re.search(r"(?<![\d.])1[3-9]\d{9}(?!\d)", text), "a phone"  # 0.0166666666667 is none
    assert not any(name in text for name in ("刘敏", "周明", "陈蓉", "李科")), "a name"


def now(page, name):
    """The figure of the period in the row of the page that bears this name."""
    return re.search("<summary>%s</summary>.*?<td class=\"now\">([^<]*)</td>" % name, page).group(1)


def texts(book):
    """All cells and shared strings of a workbook, as one text."""
    parts = [n for n in book.namelist() if n == "xl/sharedStrings.xml" or n.startswith("xl/worksheets/sheet")]
    assert len(parts) > 1, book.namelist()
    return "\n".join(t.text or "" for n in parts for t in ET.fromstring(book.read(n)).iter()
                     if t.tag in (SHEET + "t", SHEET + "v"))


def signed(g, text):
    """A link as the gateway itself would sign it (store/report/link.c, store/db/seal.c)."""
    with open(g.path("data/master.key"), encoding="ascii") as f:
        master = bytes.fromhex(f.readline().strip())
    key = hashlib.blake2b(digest_size=32, key=master, salt=(4).to_bytes(8, "little"), person=b"xdengkey").digest()
    return "/report/%s.%s" % (text, hmac.digest(key, ("link to a report: " + text).encode(), "sha512")[:24].hex())


def test_workbook():
    with gateway() as g:
        filed(g)
        status, head, body = get(g, exported(g)["xlsx"])
        assert status == 200 and head["Content-Type"] == XLSX, (status, head["Content-Type"])
        assert re.fullmatch(r'attachment; filename="report-[0-9-]+\.xlsx"', head["Content-Disposition"]), head.items()
        guarded(head)
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            assert book.testzip() is None
            said = texts(book)
        assert "诉求受理" in said and "隐患受理" in said, said[:2000]
        nobody_in(said)


def test_page():
    with gateway() as g:
        filed(g)
        status, head, body = get(g, exported(g)["html"])
        page = body.decode()
        assert status == 200 and head["Content-Type"] == "text/html; charset=utf-8", (status, head["Content-Type"])
        assert "Content-Disposition" not in head, "it is read, not kept"
        guarded(head)
        assert page.startswith("<!DOCTYPE html>") and page.endswith("</html>\n") and "全市" in page and "诉求受理" in page
        assert "<script" not in page and "<link" not in page and not re.search(r'(src|href)="[^#]', page), "one file"
        nobody_in(page)


def test_own_department_only():
    with gateway() as g:
        filed(g)
        city, own = get(g, exported(g)["html"])[2].decode(), exported(g, "like")
        page = get(g, own["html"])[2].decode()
        assert "城管局" in page and "登记人员" not in page and "登记人员" in city
        assert (now(page, "诉求受理"), now(page, "隐患受理")) == ("1", "0"), "what was given to it"
        assert (now(city, "诉求受理"), now(city, "隐患受理")) == ("1", "1")
        with zipfile.ZipFile(io.BytesIO(get(g, own["xlsx"])[2])) as book:
            said = texts(book)
        assert "诉求受理" in said and "登记人员" not in said, said[:2000]


def test_refused():
    with gateway() as g:
        filed(g)
        path, own = exported(g)["html"], exported(g, "like")["html"]
        first, to, by, scope, until, kind, signature = own[len("/report/"):].split(".")
        assert scope != "0" and get(g, own)[0] == 200

        def changed(**part):
            p = dict({"first": first, "to": to, "by": by, "scope": scope, "until": until, "kind": kind, "s": signature}, **part)
            return "/report/%(first)s.%(to)s.%(by)s.%(scope)s.%(until)s.%(kind)s.%(s)s" % p

        assert changed() == own
        flipped = ("0" if signature[0] != "0" else "1") + signature[1:]
        bad = {"signature": changed(s=flipped), "whole city": changed(scope="0"), "another": changed(scope=str(int(scope) + 1)),
               "another kind of scope": changed(by="0", scope="1"), "days": changed(first="2020-01-01"), "end": changed(to="2030-01-01"),
               "term": changed(until=str(int(until) + 86400)), "format": changed(kind="xlsx"),
               "signature of another": changed(s=path.split(".")[-1]), "none": changed(s=""), "cut": own[:-1], "longer": own + "0",
               "capitals": changed(s=signature.upper()) if signature.upper() != signature else own + "x", "empty": "/report/",
               "only a signature": "/report/" + signature, "dots": "/report/" + "." * 64, "long": "/report/" + "a" * 5000}
        for what, path in bad.items():
            status, _, body = get(g, path)
            assert status in (400, 404, 414), (what, status)
            assert "受理" not in body.decode() and signature not in body.decode(), what
        for method in ("POST", "PUT", "DELETE"):
            assert g.request(method, own)[0] == 405, method


def test_term_is_over():
    with gateway() as g:
        filed(g)
        own = exported(g)["html"][len("/report/"):].rsplit(".", 1)[0].split(".")
        left = int(own[4]) - time.time()
        assert 23 * 3600 < left <= 24 * 3600, left
        assert get(g, signed(g, ".".join(own)))[0] == 200
        own[4] = str(int(time.time()) - 1)
        status, head, body = get(g, signed(g, ".".join(own)))
        assert status == 410 and "链接已过期" in body.decode() and "受理" not in body.decode(), (status, body)
        own[4], own[5] = str(int(time.time()) + 60), "exe"
        assert get(g, signed(g, ".".join(own)))[0] == 404


def test_another_key():
    with gateway() as g:
        filed(g)
        path = exported(g)["xlsx"]
        assert get(g, path)[0] == 200
        g.stop()
        assert g.command("rotate-key").returncode == 0
        g.start()
        assert get(g, path)[0] == 404 and get(g, exported(g)["xlsx"])[0] == 200


def test_nothing_of_it_in_the_log():
    with gateway(log={"level": "debug"}) as g:
        filed(g)
        for path in exported(g).values():
            assert get(g, path)[0] == 200 and get(g, path + "x")[0] == 404
            log = g.stderr()
            assert "/report/" not in log and path.split(".")[-1][:12] not in log, log


def test_without_a_public_address():
    with with_places(Gateway(settings={"hours": {"quiet": "", "peaks": ""}})) as g:
        filed(g)
        g.ask("本月的报表", person="chenrong")
        said = g.ask("导出来", person="chenrong")
        assert "/report/" not in said and "Q-1" in said and "Q-2" in said, said


def test_not_for_riders():
    with gateway() as g:
        filed(g)
        said = g.ask("本月的报表", person="liumin") + g.ask("导出来", person="liumin")
        assert "/report/" not in said and "Q-2" not in said, said


def test_command_beside_a_running_gateway():
    with gateway() as g:
        filed(g)
        today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
        for kind in ("text", "json", "csv", "html"):
            r = g.command("report", "--from", today, "--to", today, "--format", kind)
            assert r.returncode == 0 and "诉求受理" in r.stdout, (kind, r)
            nobody_in(r.stdout)
            if kind == "json":
                assert json.loads(r.stdout)
        assert g.command("report", "--from", today, "--to", "2025-13-01").returncode == 2
        assert "Q-3" in g.ask("羊安镇凤凰小区保安不让进门 送快递只能走路", person="wudapeng"), "it goes on"


if __name__ == "__main__":
    main(dict(globals()))
