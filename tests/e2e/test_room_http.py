#!/usr/bin/python3
"""The room's HTTP side: who gets in, what is refused, who sees what."""
import base64
import ctypes
import os
import re
import sys
import threading
import time

import gateway
from room import Client, room, shared

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60
PHOTO = {"mime": "text/html", "base64": base64.b64encode(JPEG).decode()}
PASSWORD = "correct horse"


def equal(got, wanted, what=""):
    assert got == wanted, "%s: got %r, wanted %r" % (what, got, wanted)


def sample():
    """A client, somebody of the sample city, and the last event until now."""
    c = Client(shared())
    return c, c.state()["people"][0]["id"], c.events()["seq"]


# ------------------------------------------------------------------- the page

def test_files_come_with_a_strict_policy():
    c = Client(shared())
    for path, kind in (("/", "text/html"), ("/room/room.css", "text/css"), ("/room/room.js", "text/javascript"),
                       ("/room/parts.js", "text/javascript"), ("/room/lamp.svg", "image/svg+xml")):
        status, headers, body = c.ask("GET", path)
        equal((status, headers["Content-Type"].split(";")[0]), (200, kind), path)
        assert body, path
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self';", "style-src 'self';", "frame-ancestors 'none'", "base-uri 'none'"):
            assert part in policy, part
        assert "unsafe" not in policy
        equal(headers["X-Content-Type-Options"], "nosniff")


def test_nothing_inline_and_no_outside_host():
    c = Client(shared())
    page = c.ask("GET", "/")[2].decode()
    for inline in ("style=", "onclick", "onload", "<style", "javascript:", "http://", "https://"):
        assert inline not in page, inline
    for script in ("/room/room.js", "/room/parts.js"):
        text = c.ask("GET", script)[2].decode()
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert forbidden not in text, forbidden


# ----------------------------------------------------------------- who gets in

def test_only_our_own_names_are_answered():
    c = Client(shared())
    port = c.gateway.port
    for host in ("127.0.0.1:%d" % port, "localhost:%d" % port, "LocalHost:%d" % port, "[::1]:%d" % port):
        equal(c.status("GET", "/", Host=host), 200, host)
    for host in ("evil.example:%d" % port, "127.0.0.1", "localhost", "127.0.0.1:1", "localhost.evil.example:%d" % port,
                 "10.0.0.1:%d" % port, "127.0.0.1:%d@evil" % port, "", "[::1]", "[::2]:%d" % port):
        for path in ("/", "/room/state", "/room/events", "/room/room.js"):
            assert c.status("GET", path, Host=host) in (400, 403), (host, path)


def test_other_sites_cannot_speak():
    c = Client(shared())
    body = {"as": {"name": "访客"}, "chat": {"type": "private"}, "text": "你好"}
    ours = "http://127.0.0.1:%d" % c.gateway.port
    for origin in ("http://evil.example", "null", ours.replace("http:", "https:"), "http://127.0.0.1", ours + ".evil", ""):
        equal(c.status("POST", "/room/say", body, Origin=origin), 403, origin)
    equal(c.status("POST", "/room/say", body, Origin=ours), 200)
    equal(c.status("POST", "/room/say", body, Content_Type="text/plain"), 415)


def test_through_a_proxy_nobody_comes_in_without_a_password():
    equal(Client(shared()).status("GET", "/room/state", X_Forwarded_For="10.1.1.1"), 403)


def test_on_all_addresses_nobody_comes_in_without_a_password():
    c = Client(shared(http={"listen": "0.0.0.0:0"}))
    for path in ("/", "/room/state", "/room/events", "/room/room.js"):
        equal(c.status("GET", path), 403, path)


def with_password(stored):
    return shared(password=stored, http={"listen": "0.0.0.0:0", "public_url": "https://deng.example.cn"})


def in_and_out(stored):
    c = Client(with_password(stored))
    equal(c.status("GET", "/"), 200)
    for path in ("/room/state", "/room/events", "/room/photo/1"):
        equal(c.status("GET", path), 401, path)
    equal(c.status("POST", "/room/say", {}), 401)
    equal(c.status("POST", "/room/login", {"password": "wrong one"}), 403)
    equal(c.status("POST", "/room/login", {"password": ""}), 403)
    equal(c.status("POST", "/room/login", {"password": PASSWORD}, Origin="http://evil.example"), 403)
    status, headers, _ = c.ask("POST", "/room/login", {"password": PASSWORD})
    equal(status, 200)
    for word in ("HttpOnly", "SameSite=Strict", "Max-Age=43200"):
        assert word in headers["Set-Cookie"], word
    equal(c.state()["sample"], True)
    equal(Client(c.gateway).status("GET", "/room/state"), 401)


def hashed():
    sodium, out, word = ctypes.CDLL("libsodium.so.23"), ctypes.create_string_buffer(128), PASSWORD.encode()
    sodium.sodium_init()
    equal(sodium.crypto_pwhash_str(out, word, ctypes.c_ulonglong(len(word)), ctypes.c_ulonglong(2), ctypes.c_size_t(1 << 26)), 0)
    return out.value.decode()


def test_a_password_in_the_file():
    in_and_out(PASSWORD)


def test_a_hash_in_the_file():
    in_and_out(hashed())


def test_behind_the_public_name():
    c = Client(with_password(PASSWORD))
    port = c.gateway.port
    for host in ("deng.example.cn", "192.168.1.7:%d" % port, "[fe80::1]:%d" % port):
        equal(c.status("GET", "/", Host=host), 200, host)
    for host in ("evil.example:%d" % port, "deng.example.cn:1", "192.168.1.7", "1.2.3:%d" % port, "[::g]:%d" % port):
        equal(c.status("GET", "/", Host=host), 403, host)
    status, headers, _ = c.ask("POST", "/room/login", {"password": PASSWORD}, Host="deng.example.cn",
                               Origin="https://deng.example.cn")
    equal(status, 200)
    assert "Secure" in headers["Set-Cookie"]


def test_guessing_is_slow():
    g = with_password(PASSWORD)
    tries = [Client(g).status("POST", "/room/login", {"password": "guess %d" % i}) for i in range(12)]
    equal(set(tries), {403, 429})
    assert tries.count(403) <= 9, tries


# ------------------------------------------------------------ the sample city

def test_state():
    c = Client(shared())
    state = c.state()
    equal((state["name"], state["sample"]), ("小灯", True))
    equal({p["role"] for p in state["people"]}, {"rider", "member", "admin"})
    assert len(state["groups"]) >= 5 and len(state["places"]) >= 20
    assert "13800000" not in str(state["people"]), "no phones"
    equal(c.state()["visitor"], state["visitor"])
    assert Client(c.gateway).state()["visitor"] != state["visitor"]
    assert state["visitor"][2:] not in c.cookies["room-visitor"]


def test_what_is_said_is_seen_in_order_as_it_was_typed():
    c, who, before = sample()
    texts = ["一", "<b>二</b>", "三 & \"四\""]
    for text in texts:
        equal(c.say(text, who, group="G1")[0], 200)
    equal([e["text"] for e in c.said(before)], texts)


def test_a_message_that_comes_twice_is_shown_once():
    c, who, before = sample()
    for _ in range(3):
        equal(c.say("慢点骑", who, group="G1", id="same-1")[0], 200)
    equal([(e["text"], e["from"]["id"]) for e in c.said(before)], [("慢点骑", who)])


def test_what_cannot_be():
    c, who, _ = sample()
    base64_of = lambda data: base64.b64encode(data).decode()
    for what, body in (("empty", {"text": ""}), ("spaces", {"text": " \u3000 "}), ("too long", {"text": "字" * 2001}),
                       ("no such group", {"group": "nobody", "text": "x"}), ("no such person", {"who": "nobody", "text": "x"}),
                       ("another's private chat", {"text": "x", "chat": {"id": "somebody", "type": "private"}}),
                       ("a person is no group", {"text": "x", "chat": {"id": who, "type": "group"}}),
                       ("the bot's own name", {"text": "x", "who": None, "name": "小灯"}),
                       ("a long name", {"text": "x", "who": None, "name": "字" * 21}),
                       ("id", {"text": "x", "id": "no spaces"}), ("button", {"button": "b" * 65}),
                       ("latitude", {"position": {"lat": 91, "lon": 1}}), ("no number", {"position": {"lat": "1", "lon": 1}}),
                       ("datum", {"position": {"lat": 1, "lon": 1, "datum": "moon"}}),
                       ("not base64", {"photo": {"base64": "no base64!"}}),
                       ("no photo", {"photo": {"base64": base64_of(b"<svg>" * 9)}})):
        status, answer = c.say(**dict({"who": who}, **body))
        equal(status, 422, what)
        assert answer["detail"], what
    for bad in (b"{", b"[]x", b'{"text":"\xff"}', b'{"text":"\\u0000"}', b'{"text":"\\uqqqq"}', b'{"text":"a\nb"}'):
        equal(c.status("POST", "/room/say", bad), 400, bad)
    equal(c.status("POST", "/room/say", b"[]"), 422)
    equal(c.status("GET", "/room/say"), 405)


def test_a_photo_is_shown_as_what_it_is():
    c, who, before = sample()
    place = {"lat": 30.4, "lon": 103.4, "datum": "gcj02", "name": "万福广场"}
    equal(c.say(who=who, group="G1", photo=PHOTO, position=place)[0], 200)
    event = c.said(before)[0]
    equal(event["position"]["name"], "万福广场")
    status, headers, body = c.ask("GET", event["photo"])
    equal((status, headers["Content-Type"], body), (200, "image/jpeg", JPEG))
    equal(c.status("GET", "/room/photo/0123"), 404)


def test_a_photo_of_a_case_is_shown_by_the_bot():
    c, who, before = sample()
    with open(os.path.join(gateway.ROOT, "tests/fuzz/fuzz_photo/exif.jpg"), "rb") as f:
        photo = {"mime": "image/jpeg", "base64": base64.b64encode(f.read()).decode()}
    equal(c.say("我要反映 万福广场西门一停车就遭贴条 能不能给骑手划几个车位", who, photo=photo)[0], 200)

    def bot():
        return [e for e in c.events(before)["events"] if e["kind"] == "bot"]

    number = re.search(r"Q-\d+", gateway.eventually(bot)[0]["text"]).group()
    gateway.eventually(lambda: " kept=" in c.gateway.stderr())
    equal(c.say(number + "的照片", who)[0], 200)
    shown = gateway.eventually(lambda: [e for e in bot() if e.get("photo")])[0]
    status, headers, body = c.ask("GET", shown["photo"])
    equal((status, headers["Content-Type"]), (200, "image/jpeg"))
    assert body.startswith(b"\xff\xd8\xff") and b"N30" not in body


def test_long_poll():
    c, who, now = sample()
    boot = c.state()["boot"]
    began = time.monotonic()
    equal(c.events(now, wait=1, boot=boot)["events"], [])
    assert time.monotonic() - began > 0.9
    got = []
    waiter = threading.Thread(target=lambda: got.append(Client(c.gateway).events(now, wait=20)))
    waiter.start()
    c.say("有人在吗", who, group="G2")
    waiter.join(15)
    equal(got[0]["events"][0]["text"], "有人在吗")
    other = c.events(now, wait=20, boot="0" * 32)  # a page of the process before
    equal((other["boot"], other["seq"], other["events"]), (boot, 0, []))
    for query, status in (("after=x", 400), ("wait=26", 400), ("after=99999999", 422)):
        equal(c.status("GET", "/room/events?" + query), status, query)


def test_a_reply_is_sent_when_a_tab_has_it():
    c, who, before = sample()
    boot = c.state()["boot"]
    c.say("帮助", who)
    reply = None
    while not reply:
        news = c.events(before, wait=20, boot=boot)
        assert news["events"], "no answer came"
        reply = next((e for e in news["events"] if e["kind"] == "bot"), None)
        before = before if reply else news["seq"]
    equal((reply["state"], reply["chat"]["id"]), ("queued", who))
    again = lambda: next(e["state"] for e in c.events()["events"] if e["kind"] == "bot" and e["id"] == reply["id"])
    c.events(news["seq"], boot="0" * 32)  # another site does not know the boot id
    equal(again(), "queued")
    c.events(news["seq"], boot=boot)
    equal(again(), "sent")


def test_the_log_tells_nobody():
    c, who, _ = sample()
    c.say("秘密四七一一", who)
    log = c.gateway.stderr()
    for word in ("秘密", "四七一一", who):
        assert word not in log, word


# ----------------------------------------------------------- without the sample

def test_nobody_can_be_somebody_else():
    a, b = Client(shared(sample=False)), Client(shared(sample=False))
    one, other = a.state(), b.state()
    equal((one["sample"], one["people"]), (False, []))
    equal(a.say("你好", one["visitor"], "张三")[0], 200)
    equal(b.say("我是张三", one["visitor"], "张三")[0], 200)  # but with his own id
    equal(b.say("偷看", name="李四", chat={"id": one["visitor"], "type": "private"})[0], 422)
    equal({e["from"]["id"] for e in a.said(0)}, {one["visitor"]})
    equal({e["chat"]["id"] for e in b.events()["events"]}, {other["visitor"]})
    equal([e for e in Client(a.gateway).events()["events"] if e["chat"]["type"] == "private"], [])


def test_private_photos_stay_private():
    a = Client(shared(sample=False))
    a.state()
    equal(a.say(name="张三", photo=PHOTO)[0], 200)
    path = next(e["photo"] for e in a.said(0) if "photo" in e)
    equal(a.status("GET", path), 200)
    equal(Client(a.gateway).status("GET", path), 404)


def test_after_a_restart_the_visitor_and_the_answers_are_still_there():
    with room(sample=False) as g:
        c = Client(g)
        before = c.state()
        equal(c.say("帮助", name="张三")[0], 200)
        gateway.eventually(lambda: any(e["kind"] == "bot" for e in c.events()["events"]))
        g.restart(kill=True)
        after = c.state()
        equal(after["visitor"], before["visitor"])
        assert after["boot"] != before["boot"]
        events = c.events()["events"]
        equal({(e["kind"], e["early"]) for e in events}, {("bot", True)})
        equal(Client(g).events()["events"], [], "another visitor's eyes")


if __name__ == "__main__":
    sys.exit(gateway.main(globals()))
