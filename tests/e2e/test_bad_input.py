#!/usr/bin/python3
"""What nobody should send, sent to the real program: each is refused with the
status that the contract names, or closed within its limit, and others are
served meanwhile."""
import base64
import json
import os
import select
import socket
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gateway import Gateway, in_parallel, main, read_answer, status_of, update  # noqa: E402

CAP = 1048576
g = None


def with_gateway(test):
    """All of these share one gateway: none may harm it."""
    def run():
        global g
        if g is None or not g.running:
            g = Gateway(channels=("bridge", "room")).start()
        result = test()
        assert g.running, "the gateway ended"
        assert g.request("GET", "/healthz")[0] == 200
        return result
    return run


def auth(token=None):
    return "Authorization: Bearer %s\r\n" % (token or g.token())


def head(line, *headers):
    return (line + " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % g.port + "".join(headers) + "\r\n").encode()


def post(headers, body=b"", path="/api/v1/updates"):
    return head("POST " + path, *headers) + body


JSON = "Content-Type: application/json\r\n"


def length(n):
    return "Content-Length: %d\r\n" % n


def check(status, data, error=None, to_end=False):
    answer = g.raw(data, to_end=to_end)
    assert status_of(answer) == status, (status, data[:300], answer[:600])
    if status >= 400 and error is not None:
        said = json.loads(answer.partition(b"\r\n\r\n")[2])
        assert said["ok"] is False and isinstance(said["detail"], str), said
        assert said["error"] == error, said
    assert b"nosniff" in answer and b"no-store" in answer, answer[:600]
    return answer


def refused(status, what, detail=None):
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    answer = check(status, post([auth(), JSON, length(len(body))], body), {400: "malformed", 422: "impossible"}[status])
    if detail:
        assert detail in json.loads(answer.partition(b"\r\n\r\n")[2])["detail"], (detail, answer)


# ------------------------------------------------------------ order of refusals

@with_gateway
def test_401_comes_first():
    unknown = "Bearer x"
    for line in ("GET /api/v1/replies", "GET /api/v1/unknown", "DELETE /api/v1/updates", "POST /api/v1/updates"):
        answer = check(401, head(line), "unauthorized")
        assert b"WWW-Authenticate: Bearer" in answer
        check(401, head(line, "Authorization: %s\r\n" % unknown), "unauthorized")
        check(401, head(line, "Authorization: Basic %s\r\n" % g.token()), "unauthorized")
        check(401, head(line, auth(g.token()[:-1])), "unauthorized")
        check(401, head(line, auth(g.token() + "0")), "unauthorized")
    check(401, post([JSON, length(2 * CAP)]), "unauthorized")


@with_gateway
def test_404_and_405():
    check(404, head("GET /api/v1/unknown", auth()), "not_found")
    check(404, head("GET /api/v1/media/7", auth()), "not_found")
    check(404, head("POST /api/v1/", auth()), "not_found")
    check(404, head("GET /no/such/thing"), "not_found")
    assert b"Allow: POST\r\n" in check(405, head("GET /api/v1/updates", auth()), "method_not_allowed")
    assert b"Allow: GET, HEAD\r\n" in check(405, head("POST /api/v1/replies", auth()), "method_not_allowed")
    check(405, head("BREW /api/v1/replies", auth()), "method_not_allowed")


@with_gateway
def test_411_415_413():
    check(411, post([auth()]), "length_required")
    check(415, post([auth(), length(2 * CAP)]), "unsupported_media_type")
    check(415, post([auth(), "Content-Type: text/plain\r\n", length(2)], b"{}"), "unsupported_media_type")
    check(413, post([auth(), JSON, length(CAP + 1)]), "too_large")
    check(413, post([auth(), JSON, length(10 ** 15)]), "too_large")


@with_gateway
def test_the_cap_to_the_byte():
    u = json.dumps(update("帮助")).encode()
    check(200, post([auth(), JSON, length(CAP)], u + b" " * (CAP - len(u))))
    check(413, post([auth(), JSON, length(CAP + 1)], u + b" " * (CAP + 1 - len(u))), "too_large")


@with_gateway
def test_the_cap_while_a_chunked_body_comes():
    chunks = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    chunked = [auth(), JSON, "Transfer-Encoding: chunked\r\n"]
    check(413, post(chunked, chunks * 65 + b"0\r\n\r\n"), "too_large")
    check(413, post(chunked, chunks * 200), "too_large")   # without an end
    u = json.dumps(update("帮助")).encode()
    check(200, post(chunked, b"%x\r\n" % len(u) + u + b"\r\n0\r\n\r\n"))


# ------------------------------------------------------------------- malformed

@with_gateway
def test_malformed_json_is_400_and_says_where():
    good = json.dumps(update("x")).encode()
    refused(400, b"", "byte 0")
    refused(400, b"{", "byte 1")
    refused(400, good[:-1])
    refused(400, good + b"x")
    refused(400, b"[" + good + b",]")
    refused(400, good.replace(b'"x"', b"'x'"))
    refused(400, good.replace(b'"x"', b'"\xff"'), "invalid UTF-8 at byte")
    refused(400, good.replace(b'"x"', b'"\xc0\x80"'), "invalid UTF-8")       # overlong NUL
    refused(400, good.replace(b'"x"', b'"\xed\xa0\x80"'), "invalid UTF-8")   # a surrogate
    refused(400, good.replace(b'"x"', b'"\xf4\x90\x80\x80"'), "invalid UTF-8")
    refused(400, good.replace(b'"x"', '"小'.encode()[:-1] + b'"'), "invalid UTF-8")
    refused(400, good.replace(b'"x"', b'"a\0b"'), "NUL")
    refused(400, good.replace(b'"x"', b'"a\\u0000b"'), "NUL")
    refused(400, good + b"\0", "NUL")
    refused(400, good.replace(b'"x"', b'"\\ud83d"'), "half a surrogate pair at byte")
    refused(400, good.replace(b'"x"', b'"a\nb"'), "control character in a string at byte")
    refused(400, good[:-1] + b',"time":01}', "at byte %d" % (len(good) + 8))
    refused(400, good[:-1] + b',"time":1.}', "not a number at byte %d" % (len(good) + 7))
    refused(400, good + b"\f", "something follows the value at byte %d" % len(good))
    refused(400, b"[" * 33, "nested")
    refused(400, b"[" * 500000, "nested")
    refused(400, b'{"a":' * 100000, "nested")


@with_gateway
def test_impossible_updates_are_422_and_say_which():
    ok = update("x", chat="g1")
    for change, detail in [
            ({"id": 7}, "id must be a string"), ({"id": ""}, "id is empty"), ({"id": None}, "id is missing"),
            ({"id": "x" * 129}, "id is too long"),
            ({"chat": None}, "chat is missing"), ({"chat": {"id": 1, "type": "group"}}, "chat.id must be a string"),
            ({"chat": {"id": "g1", "type": "x"}}, "chat.type"), ({"chat": {"id": "g1"}}, "chat.type"),
            ({"chat": {"id": "other", "type": "private"}}, "private chat"),
            ({"from": {}}, "from.id is missing"), ({"from": {"id": 5}}, "from.id must be a string"), ({"from": []}, "from must"),
            ({"text": 5}, "text must"), ({"text": "字" * 6000}, "text is too long"),
            ({"time": "x"}, "time must"), ({"mentions_bot": "yes"}, "mentions_bot must"),
            ({"location": {"lat": 91, "lon": 0}}, "location.lat"), ({"location": {"lat": 0, "lon": 181}}, "location.lon"),
            ({"location": {"lat": 30, "lon": 103, "datum": "bd09"}}, "location.datum"),
            ({"photos": [{"base64": "%%%"}]}, "base64 is not valid"), ({"photos": [{}]}, "need url or base64"),
            ({"photos": [{"url": "javascript:x"}]}, "photos.url"), ({"photos": {}}, "photos must"),
            ({"button": 1}, "button must"), ({"reply_to": 1}, "reply_to must")]:
        bad = dict(ok, **change)
        refused(422, bad, "update 0: ")
        refused(422, bad, detail)
        refused(422, [update("x"), ok, bad], "update 2: ")
    refused(422, 5, "must be an object")
    refused(422, [[ok]], "must be an object")
    refused(422, [update("x") for _ in range(101)], "more than 100")


@with_gateway
def test_photos_over_the_limit_are_422():
    small = Gateway(settings={"limits": {"photo": 65536}})
    with small:
        for size, expected in ((65536, 200), (65537, 422)):
            photo = {"base64": base64.b64encode(b"\xff\xd8" + b"x" * (size - 2)).decode(), "mime": "image/jpeg"}
            assert small.post(update(photos=[photo], chat="g1"))[0] == expected, size


@with_gateway
def test_nothing_is_half_accepted():
    three = [update("a", chat="g9"), update("b", chat="g9"), update("c", chat="g9")]
    status, answer = g.post(three[:2] + [dict(three[2], id=5)])
    assert status == 422 and answer["error"] == "impossible" and "update 2" in answer["detail"], answer
    assert g.post(three) == (200, {"ok": True, "accepted": 3, "duplicates": 0})
    assert g.post([]) == (200, {"ok": True, "accepted": 0, "duplicates": 0})


@with_gateway
def test_a_broken_escape_cuts_no_id():
    """Cut there, the ids of these two would be one, and the second message a duplicate."""
    ids = [json.dumps(dict(update(text), id="cut-1?")).encode().replace(b"?", b"\\uqqqq%d" % i)
           for i, text in enumerate(("帮助", "我要投诉"))]
    for body in ids:
        refused(400, body, "\\u without four hexadecimal digits at byte %d" % body.index(b"\\uqqqq"))
    fresh = dict(update("帮助"), id="cut-2")
    refused(400, b"[" + json.dumps(fresh).encode() + b"," + ids[1] + b"]", "at byte")
    assert g.post([dict(update("帮助"), id="cut-1"), fresh]) == (200, {"ok": True, "accepted": 2, "duplicates": 0})


@with_gateway
def test_bad_numbers_are_422():
    for query in ("after=-1", "after=x", "after=1.5", "after=", "after=99999999999999999999", "wait=26", "wait=-1", "limit=0",
                  "limit=1001", "confirm=2", "confirm=yes", "after=%30%zz", "after=1%00", "after=%201"):
        assert g.api("GET", "replies?" + query)[0] == 422, query
    status, answer = g.api("GET", "replies?wait=0&after=1000000")
    assert (status, answer["error"]) == (422, "bad_parameter"), answer


# ------------------------------------------------------------------ on the wire

@with_gateway
def test_ambiguous_framing_is_400_and_closed():
    u = json.dumps(update("smuggled")).encode()
    chunked = b"%x\r\n" % len(u) + u + b"\r\n0\r\n\r\n"
    second = head("GET /api/v1/replies?wait=0", auth())
    te = "Transfer-Encoding: chunked\r\n"
    for headers, body in [
            ([length(len(u)), te], chunked), ([te, length(len(u))], chunked), ([length(len(u)), length(len(u))], u),
            ([length(len(u)), length(0)], u), (["Content-Length: +5\r\n"], u), (["Content-Length: 5, 5\r\n"], u),
            (["Content-Length: -1\r\n"], u), (["Content-Length: 1e3\r\n"], u),
            (["Transfer-Encoding: gzip\r\n"], u), (["Transfer-Encoding: xchunked\r\n"], chunked),
            (["Transfer-Encoding: gzip, chunked\r\n"], chunked), (["Transfer-Encoding: identity\r\n"], u), ([te, te], chunked),
            (["Transfer-Encoding: chunked, chunked\r\n"], chunked)]:
        answer = g.raw(post([auth(), JSON] + headers, body) + second, to_end=True)
        assert status_of(answer) == 400, (headers, answer)
        assert b" 200 " not in answer and b"replies" not in answer, (headers, answer)
    assert g.post(json.loads(u)) == (200, {"ok": True, "accepted": 1, "duplicates": 0})   # it never got in


@with_gateway
def test_garbage_is_closed():
    for data in (b"\0" * 1000, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"\r\n" * 1000,
                 b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"A" * 100000,
                 b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100000,
                 b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 20000):
        with socket.create_connection(("127.0.0.1", g.port), 30) as s:
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            answer = read_answer(s, to_end=True)
            assert status_of(answer) in (None, 400, 413, 414, 431, 501, 505), (data[:40], answer[:200])


@with_gateway
def test_a_broken_chunked_body_is_not_taken():
    for body in (b"zz\r\n{}\r\n0\r\n\r\n", b"-1\r\n{}\r\n0\r\n\r\n", b"ffffffffffffffffff\r\n{}\r\n", b"2\r\n{}xx\r\n0\r\n\r\n"):
        answer = g.raw(post([auth(), JSON, "Transfer-Encoding: chunked\r\n"], body), to_end=True)
        assert status_of(answer) in (None, 400, 413), (body, answer)


def closed_within(s, seconds):
    began = time.monotonic()
    while select.select([s], [], [], max(0, began + seconds - time.monotonic()))[0]:
        try:
            if not s.recv(65536):
                return True
        except OSError:
            return True
    return False


@with_gateway
def test_a_drip_of_headers_or_body_is_cut_and_others_are_served():
    drips = []
    for start in (b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", post([auth(), JSON, length(1000)])):
        for _ in range(20):
            s = socket.create_connection(("127.0.0.1", g.port), 30)
            s.sendall(start)
            drips.append(s)
    began, slowest, open_ = time.monotonic(), 0, set(drips)
    while open_ and time.monotonic() < began + 20:
        for s in select.select(list(open_), [], [], 0.25)[0]:
            try:
                data = s.recv(4096)
            except OSError:
                data = b""
            if not data:
                open_.discard(s)
        for s in list(open_):
            try:
                s.send(b" ")
            except OSError:
                open_.discard(s)
        asked = time.monotonic()
        g.say("帮助")
        slowest = max(slowest, time.monotonic() - asked)
    took = time.monotonic() - began
    for s in drips:
        s.close()
    assert not open_ and 8 < took < 15, (len(open_), took)
    assert slowest < 1, slowest


@with_gateway
def test_a_thousand_idle_connections_disturb_nobody():
    idle = [socket.create_connection(("127.0.0.1", g.port), 30) for _ in range(1000)]
    used = idle[:500]
    for s in used:      # half of them have been used before
        s.sendall(head("GET /healthz"))
    for s in used:
        assert status_of(read_answer(s)) == 200
    began = time.monotonic()
    for _ in range(100):
        g.say("帮助")
    took = time.monotonic() - began
    assert took < 5, took
    assert sum(in_parallel(8, lambda i: g.say("帮助", person="p%d" % i, connection=g.connect())["accepted"])) == 8
    for s in idle[500:]:
        assert closed_within(s, 15)
        s.close()
    for s in used:
        s.close()


@with_gateway
def test_slow_readers_hold_nobody_up():
    slow = []
    for _ in range(50):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect(("127.0.0.1", g.port))
        s.sendall(head("GET /api/v1/replies?wait=0&limit=1000", auth()) * 5)
        slow.append(s)
    for _ in range(20):
        g.say("帮助")
    for s in slow:
        s.close()


# ------------------------------------------------------------------- the room

@with_gateway
def test_another_host_name_does_not_reach_the_room():
    for host in ("evil.example", "evil.example:%d" % g.port, "127.0.0.1.evil.example:%d" % g.port, "localhost.evil", "", "0"):
        answer = g.raw(("GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % host).encode())
        assert status_of(answer) == 403, (host, answer[:300])
    for host in ("127.0.0.1:%d" % g.port, "localhost:%d" % g.port):
        answer = g.raw(("GET / HTTP/1.1\r\nHost: %s\r\n\r\n" % host).encode())
        assert status_of(answer) == 200, (host, answer[:300])
    twice = "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\n\r\n" % g.port
    assert status_of(g.raw(twice.encode())) == 400


# ---------------------------------------------------------------------- floods

@with_gateway
def test_a_flood_of_one_person_is_never_a_429():
    small = Gateway(settings={"limits": {"per_person": 5}})
    with small:
        for i in range(50):
            assert small.post(update("帮助", person="flooder"))[0] == 200
        answers = small.pull(limit=1000)
        assert 1 <= len(answers) <= 7, len(answers)     # five answers and one kind notice
        assert small.ask("帮助", person="another")


def test_it_still_stops_in_order():
    if g:
        g.__exit__(None, None, None)


if __name__ == "__main__":
    main(dict(globals()))
