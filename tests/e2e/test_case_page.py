#!/usr/bin/python3
"""The page of one case: for whoever has its link, and for nobody else. Hostile visitors, too."""
import base64
import html
import os
import re
import sqlite3
import urllib.parse

from gateway import ROOT, Gateway, eventually, in_parallel, main, status_of, with_places

PUBLIC = "https://xd.example.org"
SAID = "万福广场保安不让停车 一停就锁车"


def gateway(**more):
    return with_places(Gateway(settings={"http": {"listen": "127.0.0.1:0", "public_url": PUBLIC},
                                         "hours": {"quiet": "", "peaks": ""}, **more}))


def ask(g, text, person):
    return g.ask(text, person=person)


def linked(g, text=SAID, department="交警大队", person="liumin"):
    """Files, assigns, and returns (number, path of the link)."""
    number = re.search(r"Q-\d+", ask(g, text, person)).group()
    return number, path_in(ask(g, "%s派给%s" % (number, department), "chenrong") + ask(g, "%s的链接" % number, "chenrong"))


def path_in(text):
    return re.search(re.escape(PUBLIC) + r"(/q/\d+/[A-Za-z0-9._-]+)", text).group(1)


def get(g, path, **headers):
    status, head, body = g.request("GET", path, None, {k.replace("_", "-"): v for k, v in headers.items()})
    return status, head, body.decode()


def fields(page, act):
    """The hidden fields of the form that has a button for this act; the last of several."""
    forms = [f for f in re.findall(r"<form .*?</form>", page, re.S) if 'value="%s"' % act in f]
    assert forms, (act, page)
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', forms[-1])
    return dict((k, html.unescape(v)) for k, v in found if k != "words")


def post(g, path, form, connection=None, **headers):
    head = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "null"}
    head.update({k.replace("_", "-"): v for k, v in headers.items()})
    status, head, body = g.request("POST", path, urllib.parse.urlencode(form).encode(), head, connection)
    return status, head, body.decode()


def send(g, path, act, words="", **more):
    """As a person does: opens the page, fills the form, presses the button, follows to the page."""
    status, _, page = get(g, path)
    assert status == 200, (status, page)
    status, head, body = post(g, path, dict(fields(page, act), act=act, words=words, **more))
    if status != 303:
        return status, body
    assert re.match(r"[A-Za-z0-9._-]+\?done=" + act + "$", head["Location"]), head["Location"]
    status, _, body = get(g, urllib.parse.urljoin(path, head["Location"]))
    return status, body


def rows(g, sql):
    db = sqlite3.connect(g.path("data/xiaodeng.db"))
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def state(g, number):
    return rows(g, "select state, outcome, extended from cases where number = %s" % number[2:])[0]


def test_read_note_answer():
    with gateway() as g:
        number, path = linked(g)
        status, head, page = get(g, path)
        assert status == 200 and SAID in page and "万福广场" in page and "交警大队" in page, page
        assert "刘敏" not in page and not re.search(r"1\d{10}", page), "nobody is named"
        assert "<script" not in page and "http:" not in page.replace(PUBLIC, "") and "style=" not in page
        for name, value in (("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
                            ("X-Content-Type-Options", "nosniff")):
            assert head[name] == value, (name, head[name])
        assert "noindex" in head["X-Robots-Tag"] and "default-src 'none'" in head["Content-Security-Policy"]
        assert "unsafe" not in head["Content-Security-Policy"] and "form-action 'self'" in head["Content-Security-Policy"]
        assert get(g, "/q/page.css")[0] == 200
        assert rows(g, "select count(*) from case_event where event = 'link_opened'") == [(1,)]
        get(g, path)
        assert rows(g, "select count(*) from case_event where event = 'link_opened'") == [(1,)], "once"

        status, page = send(g, path, "note", "已联系物业 明天上午去现场")
        assert status == 200 and "进展已提交" in page, page
        assert "已联系物业" in "".join(r["text"] for r in g.replies())
        status, page = send(g, path, "answer", "已施划12个临停车位", outcome="solved")
        assert status == 200 and "答复已提交" in page and "已答复" in page and "12个临停车位" in page, page
        told = "".join(r["text"] for r in g.replies())
        assert "12个临停车位" in told and number in told, told
        assert state(g, number) == ("answered", "solved", 0)
        actors = rows(g, "select distinct actor from audit where action in ('case.progress', 'case.answered', 'case.link_opened')")
        assert len(actors) == 1 and actors[0][0].startswith("link:"), actors
        assert g.command("verify").returncode == 0
        # what the reporter sees next is the same as after an answer in chat
        assert "办结" in ask(g, "%s 满意" % number, "liumin") or state(g, number)[0] == "closed"
        assert "不用再办理" in get(g, path)[2]


def test_more_time_and_back():
    with gateway() as g:
        number, path = linked(g)
        status, page = send(g, path, "extend", "等设备到货", days="3")
        assert status == 200 and "延期已登记" in page, page
        assert state(g, number) == ("assigned", None, 1)
        told = "".join(r["text"] for r in g.replies())
        assert "等设备到货" in told, told
        page = get(g, path)[2]
        assert "value=\"extend\"" not in page, "once only"
        form = dict(fields(page, "return"), act="extend", words="再等", days="5")
        assert post(g, path, form)[0] == 422 and state(g, number)[2] == 1
        status, body = send(g, path, "return", "这一段归物业管 不归我们管")
        assert status == 410 and "不由原部门办理" in body, body
        assert state(g, number)[0] == "open"
        assert "归物业管" in "".join(r["text"] for r in g.replies())


def test_suggestion_is_adopted_or_not():
    with gateway() as g:
        number, path = linked(g, "我建议 文君驿站晚上开到十一点", "城管")
        page = get(g, path)[2]
        assert "value=\"answer\"" not in page and "value=\"adopt\"" in page, page
        status, page = send(g, path, "decline", "")
        assert status == 422 and "没有提交" in page and state(g, number)[0] == "assigned", page
        status, page = send(g, path, "adopt", "下周起延长到23点")
        assert status == 200 and state(g, number)[:2] == ("closed", "adopted"), page


def test_not_ours():
    with gateway() as g:
        one, first = linked(g)
        two, second = linked(g, "文脉坊门口换电柜吞了我电池 打客服没人接", person="zhouming")
        good = get(g, first)[2]
        number, token = re.match(r"/q/(\d+)/(.+)", first).groups()
        other = re.match(r"/q/(\d+)/(.+)", second).groups()
        link, term, signature = token.split(".")
        flipped = signature[:-1] + ("A" if signature[-1] != "A" else "B")
        bad = ["/q/%s/%s" % (other[0], token), "/q/%s/%s" % (number, other[1]), "/q/%s/%s.%s.%s" % (number, link, term, flipped),
               "/q/%s/%s.%d.%s" % (number, link, int(term) + 1, signature), "/q/%s/%s.%s.%s" % (number, 99, term, signature),
               "/q/%s/%s.%s." % (number, link, term), "/q/%s/%s.%s" % (number, link, term), "/q/", "/q/x", "/q/%s/" % number,
               "/q/%s/%s/../../1" % (number, token), "/q/%s/%s/x" % (number, token), "/q/%s/%s/99" % (number, token),
               "/q/%s/%s%%00" % (number, token), "/q/0/" + token, "/q/-1/" + token, "/q/99999999999999999999/" + token,
               "/q/%s/%s" % (number, "A" * 5000), "/q/%s/%s.%s.%s" % (number, "9" * 30, "9" * 30, signature),
               "/q/%s/%s" % (number, signature), "/q/%s/1.1.1" % number, "/q/%s/..." % number]
        for path in bad:
            status, _, body = get(g, path)
            assert status in (400, 404), (path, status)
            assert SAID not in body and token not in body, path
            if status == 404:
                assert "链接打不开" in body, body
            assert post(g, path, dict(fields(good, "answer"), act="answer", words="坏", outcome="solved"))[0] in (400, 404), path
        assert state(g, one)[0] == "assigned" and state(g, two)[0] == "assigned"
        # the form of one case does nothing to another, nor without the signature, nor for another site
        form = dict(fields(good, "answer"), act="answer", words="坏", outcome="solved")
        assert post(g, second, form)[0] == 404
        assert post(g, first, dict(form, link=""))[0] == 404
        assert post(g, first, form, Sec_Fetch_Site="cross-site")[0] == 404
        assert post(g, first, dict(form, act="close"))[0] == 404
        assert post(g, first, dict(form, outcome="void"))[0] == 422
        assert post(g, first, dict(form, once="x"))[0] == 409
        assert state(g, one)[0] == "assigned" and state(g, two)[0] == "assigned"


def test_over():
    """Revoked, given to somebody else, and its term over."""
    with gateway() as g:
        number, path = linked(g)
        page = get(g, path)[2]
        assert "已作废" in ask(g, "%s链接作废" % number, "chenrong")
        status, _, body = get(g, path)
        assert status == 410 and "已被收回" in body and SAID not in body, body
        second = path_in(ask(g, "%s的链接" % number, "chenrong"))
        assert second != path and get(g, second)[0] == 200
        ask(g, "%s改派城管" % number, "chenrong")
        status, _, body = get(g, second)
        assert status == 410 and "不由原部门办理" in body and SAID not in body, body
        form = dict(fields(page, "answer"), act="answer", words="晚了", outcome="solved")
        assert post(g, path, form)[0] == 410
        ask(g, "%s改派交警大队" % number, "chenrong")
        assert get(g, second)[0] == 410, "the same department once more is another assignment"
        third = path_in(ask(g, "%s的链接" % number, "chenrong"))
        assert get(g, third)[0] == 200
        r = g.command("link", number, "--seconds", "1")
        assert r.returncode == 0, r.stderr
        short = path_in(r.stdout)
        status, _, body = eventually(lambda: get(g, short) if get(g, short)[0] != 200 else None)
        assert status == 410 and "已过有效期" in body and SAID not in body, body
        assert post(g, short, form)[0] == 410 and state(g, number)[0] == "assigned"
        # a link of another key is nobody's
        g.stop()
        assert g.command("rotate-key").returncode == 0
        g.start()
        assert get(g, third)[0] == 404


def test_sent_twice_is_done_once():
    with gateway() as g:
        number, path = linked(g)
        form = dict(fields(get(g, path)[2], "answer"), act="answer", words="已划线", outcome="solved")
        answers = in_parallel(4, lambda i: post(g, path, form, g.connect())[0])
        assert answers == [303] * 4, answers
        assert rows(g, "select count(*) from case_event where event = 'answered'") == [(1,)]
        assert post(g, path, form)[0] == 303
        assert rows(g, "select count(*) from case_event where event = 'answered'") == [(1,)]
        told = [r for r in g.replies() if "已划线" in r["text"]]
        assert len(told) == 1, told


def test_what_changed_meanwhile_is_seen_first():
    with gateway() as g:
        number, path = linked(g)
        page = get(g, path)[2]
        ask(g, "再补一句 他们还收停车费", "liumin")
        status, _, body = post(g, path, dict(fields(page, "answer"), act="answer", words="已经处理好了", outcome="explained"))
        assert status == 409 and "刚有新的情况" in body and "他们还收停车费" in body, body
        assert "已经处理好了</textarea>" in body and re.search(r'value="explained" required checked', body), "kept"
        status, _, body = post(g, path, dict(fields(body, "answer"), act="answer", words="都处理好了", outcome="explained"))
        assert status == 303, body


def test_text_is_only_text():
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=y>&amp; \u202egnp.exe\u200f 13800001234 <b>"
    with gateway() as g:
        number, path = linked(g, SAID + hostile)
        page = get(g, path)[2]
        assert "<script" not in page and "<img" not in page and "<b>" not in page, page
        shown = html.unescape(page)
        assert hostile.replace("13800001234", "138****1234") in shown, shown
        status, page = send(g, path, "note", hostile + "</textarea><script>")
        assert status == 200 and "<script" not in page, page
        assert hostile in "".join(r["text"] for r in g.replies()), "the reporter reads what was written"
        status, page = send(g, path, "answer", "</textarea><script>" + "字" * 2000, outcome="solved")
        assert status == 422 and "<script" not in page and "超过 2000 字" in page, page
        status, page = send(g, path, "answer", " \r\n　 ", outcome="solved")
        assert status == 422 and "内容没有写" in page
        status, page = send(g, path, "answer", "好")
        assert status == 422 and "请选一项办理结果" in page
        assert state(g, number)[0] == "assigned"


def test_on_the_wire():
    with gateway() as g:
        number, path = linked(g)
        form = fields(get(g, path)[2], "answer")
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            status, head, _ = g.request(method, path)
            assert status == 405 and "GET, HEAD" in head["Allow"] and "POST" in head["Allow"], (method, status, head["Allow"])
        status, _, body = g.request("HEAD", path)
        assert status == 200 and body == b""
        # 10 MB are refused as soon as that is known
        with_length = ("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                       "Content-Length: %d\r\n\r\n" % (path, 10 << 20)).encode()
        assert status_of(g.raw(with_length)) == 413
        assert status_of(g.raw(with_length + b"words=" + b"a" * (10 << 20))) in (413, None)
        status, _, _ = post(g, path, dict(form, act="answer", outcome="solved", words="长" * 40000))
        assert status == 413
        for kind in ("application/json", "multipart/form-data; boundary=x", "text/plain"):
            assert post(g, path, form, Content_Type=kind)[0] == 415, kind
        body = urllib.parse.urlencode(dict(form, act="answer", outcome="solved")).encode() + b"&words=%ff%fe"
        assert g.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})[0] == 422
        assert state(g, number)[0] == "assigned"


def test_a_program_that_looks_ahead_is_no_reader():
    with gateway() as g:
        _, path = linked(g)
        assert get(g, path, Sec_Purpose="prefetch")[0] == 200
        assert g.request("HEAD", path)[0] == 200
        assert rows(g, "select count(*) from case_event where event = 'link_opened'") == [(0,)]


def test_too_many():
    with gateway() as g:
        _, path = linked(g)
        got = [get(g, path)[0] for _ in range(90)]
        assert got[:40] == [200] * 40 and 429 in got, got
        status, head, body = get(g, path)
        assert status in (200, 429)
        if status == 429:
            assert head["Retry-After"] and "过一分钟再试" in body


def test_nothing_of_it_in_the_log():
    with gateway(log={"level": "debug"}) as g:
        number, path = linked(g)
        send(g, path, "answer", "已划线", outcome="solved")
        get(g, path + "x")
        token = path.split("/")[-1]
        log = g.stderr()
        assert token not in log and token.split(".")[-1][:12] not in log and "/q/" not in log, log
        assert rows(g, "select count(*) from audit where object like '%%%s%%' or detail like '%%%s%%'"
                    % (token[-10:], token[-10:])) == [(0,)]


def test_where_the_outside_does_not_reach_us():
    with with_places(Gateway(settings={"hours": {"quiet": "", "peaks": ""}})) as g:
        number = re.search(r"Q-\d+", ask(g, SAID, "liumin")).group()
        r = g.command("link", number)
        assert r.returncode == 1 and "public_url" in r.stderr and not r.stdout, r
        said = ask(g, "%s派给交警大队" % number, "chenrong")
        assert "交警大队没有人在这里收" in said and "http" not in said and "代录" in said, said
        said = ask(g, "%s的链接" % number, "chenrong")
        assert "还没有设置对外网址" in said and "http:" not in said, said
        assert rows(g, "select count(*) from page_link") == [(0,)]


def test_the_command():
    with gateway() as g:
        number, path = linked(g)
        for wrong in ((), ("Q-1", "Q-2"), (number, "--days", "0"), (number, "--days", "91"), (number, "--frob"), ("L-1",)):
            assert g.command("link", *wrong).returncode == 2, wrong
        r = g.command("link", "Q-99")
        assert r.returncode == 1 and "no case Q-99" in r.stderr, r
        r = g.command("link", number, "--days", "30")
        assert r.returncode == 0 and get(g, path_in(r.stdout))[0] == 200, r
        assert "2 revoked" in g.command("link", number, "--revoke").stdout
        assert get(g, path)[0] == 410
        assert rows(g, "select count(*) from audit where actor = 'operator' and action in ('link.make', 'link.revoke')") == [(2,)]
        ask(g, "%s退回 不归交警管" % number, "chenrong")
        r = g.command("link", number)
        assert r.returncode == 1 and "with no department" in r.stderr, r


def test_photos():
    with open(os.path.join(ROOT, "tests/fuzz/fuzz_photo/exif.jpg"), "rb") as f:
        photo = {"base64": base64.b64encode(f.read()).decode(), "mime": "image/jpeg"}
    with gateway() as g:
        g.say(SAID, person="liumin", photos=[photo])
        number = re.search(r"Q-\d+", g.replies()[0]["text"]).group()
        eventually(lambda: rows(g, "select count(*) from photo where state = 'here'") == [(1,)])
        path = path_in(ask(g, "%s派给交警大队" % number, "chenrong"))
        page = get(g, path)[2]
        src = re.search(r'<img loading="lazy" src="([^"]+)" alt="照片 1，共 1 张">', page).group(1)
        status, head, body = g.request("GET", urllib.parse.urljoin(path, src))
        assert status == 200 and head["Content-Type"] == "image/jpeg" and body[:2] == b"\xff\xd8", status
        assert head["Cache-Control"] == "no-store"
        assert rows(g, "select count(*) from audit where action = 'case.photos' and actor like 'link:%'") == [(1,)]
        assert get(g, path + "/2")[0] == 404
        ask(g, "%s链接作废" % number, "chenrong")
        assert get(g, path + "/1")[0] == 410


if __name__ == "__main__":
    main(dict(globals()))
