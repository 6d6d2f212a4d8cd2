#!/usr/bin/python3
"""Photos of cases on the real program: re-encoded in a process of their own
while the gateway goes on answering; what is no picture is told to its sender."""
import base64
import os
import re
import signal
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gateway import ROOT, Gateway, eventually, main, with_places  # noqa: E402

WORDS = "我要反映 万福广场西门一停车就遭贴条 能不能给骑手划几个车位"


def picture(name="exif.jpg"):
    with open(os.path.join(ROOT, "tests/fuzz/fuzz_photo", name), "rb") as f:
        return f.read()


def base64_of(data, mime="image/jpeg"):
    return {"base64": base64.b64encode(data).decode(), "mime": mime}


def kept(g):
    """{photo id: bytes kept}"""
    return {int(i): int(n) for i, n in re.findall(r" photo id=(\d+) bytes=\d+ kept=(\d+)", g.stderr())}


def problems(g):
    return re.findall(r" photo id=\d+ problem=(.*)", g.stderr())


def file_case(g, person, *photos):
    """The number, and whatever else was said to this person already."""
    g.say(WORDS, person=person, photos=list(photos))
    said = []
    while not any("Q-" in r["text"] for r in said):
        said += [r for r in g.replies() if r["chat"]["id"] == person]
    return re.search(r"Q-\d+", said[0]["text"]).group(), [r["text"] for r in said[1:]]


def told(g, said):
    """What is said after the case was taken; waits until something is."""
    while not said:
        said += [r["text"] for r in g.replies()]
    return said


def test_every_kind_becomes_a_picture():
    with with_places(Gateway()) as g:
        file_case(g, "u1", base64_of(picture("exif.jpg")), base64_of(picture("exif.png"), "text/plain"),
                  base64_of(picture("exif.webp")))
        eventually(lambda: len(kept(g)) == 3)
        assert not problems(g), problems(g)
        assert not g.replies(wait=0)


def media(g, reply, channel="bridge"):
    """(status, type, bytes) of a reply's photo."""
    status, headers, body = g.request("GET", reply["photo"]["url"], headers={"Authorization": "Bearer " + g.token(channel)})
    return status, headers["Content-Type"], body


def test_is_shown_to_whoever_may_see_it():
    """As replies with a photo each, fetched with the token of the reply's channel alone."""
    with with_places(Gateway(channels=("bridge", "other"))) as g:
        number, _ = file_case(g, "u1", base64_of(picture("exif.jpg")), base64_of(picture("exif.png")))
        eventually(lambda: len(kept(g)) == 2)
        g.say(number + "的照片", person="u1")
        shown = g.replies()
        assert [r["photo"]["mime"] for r in shown] == ["image/jpeg"] * 2, shown
        assert number in shown[0]["text"] and shown[0]["photo"]["url"] == "/api/v1/media/%d" % shown[0]["id"]
        for r, n in zip(shown, sorted(kept(g).items())):
            status, kind, body = media(g, r)
            assert (status, kind, len(body)) == (200, "image/jpeg", n[1]), (status, kind, len(body), n)
            assert body.startswith(b"\xff\xd8\xff") and b"Exif" not in body and b"N30" not in body
        assert media(g, shown[0], channel="other")[0] == 404
        assert g.request("GET", shown[0]["photo"]["url"])[0] == 401
        for path in ("0", "1", "999999", "x", "-1", "", "1/2", "%d/" % shown[0]["id"]):
            assert g.request("GET", "/api/v1/media/" + path, headers={"Authorization": "Bearer " + g.token()})[0] == 404, path
        assert "没查到" in g.ask(number + "的照片", person="u2")


def test_what_is_none_is_told_once_and_the_case_stays():
    with with_places(Gateway()) as g:
        bomb = bytearray(picture("exif.jpg"))
        at = bomb.index(b"\xff\xc0")
        bomb[at + 5:at + 9] = b"\xea\x60\xea\x60"     # 60,000 a side
        number, said = file_case(g, "u1", base64_of(b"GIF89a and so on"), base64_of(picture("exif.png")[:70]))
        assert number in told(g, said)[0] and "打不开" in said[0], said
        eventually(lambda: len(problems(g)) == 1)
        assert len(said) == 1 and not g.replies(wait=1), said
        number, said = file_case(g, "u2", base64_of(bytes(bomb)))
        assert number in told(g, said)[0] and "太大" in said[0], said
        assert number in g.ask(number + " 到哪一步了", person="u2")


def test_urls_lead_nowhere_near_us():
    """Allowed by the list or not: this machine is never asked."""
    with with_places(Gateway(channels=(), sections="[channel bridge]\nkind = bridge\n"
                             "photo_hosts = 127.0.0.1, localhost\n")) as g:
        number, said = file_case(g, "u1", {"url": "http://127.0.0.1/1.jpg"}, {"url": "http://localhost/1.jpg"},
                                 {"url": "http://elsewhere.example/1.jpg"})
        eventually(lambda: len(problems(g)) == 3)
        assert sorted(problems(g)) == ["its host is not among photo_hosts"] + ["the address is not public"] * 2
        assert number in told(g, said)[0] and "没收到" in said[0], said


def test_killed_in_the_middle():
    with with_places(Gateway()) as g:
        for i in range(3):
            file_case(g, "u%d" % i, base64_of(picture("exif.jpg")), base64_of(picture("progressive.jpg")))
            g.kill()
            g.start()
        eventually(lambda: len(kept(g)) == 6)


def children(g):
    with open("/proc/%d/task/%d/children" % (g.process.pid, g.process.pid), encoding="ascii") as f:
        return f.read().split()


def test_a_decoder_that_hangs_holds_up_nobody():
    """The process of a picture is stopped as it starts: all others are answered meanwhile."""
    with with_places(Gateway()) as g:
        stopped = []

        def stop_child():
            for pid in children(g):
                try:
                    os.kill(int(pid), signal.SIGSTOP)
                    stopped.append(int(pid))
                except ProcessLookupError:
                    pass
            return stopped

        while not stopped:      # it lives a few milliseconds
            g.say(WORDS, person="u%d" % time.monotonic_ns(), photos=[base64_of(picture("exif.jpg"))] * 5)
            end = time.monotonic() + 0.2
            while not stop_child() and time.monotonic() < end:
                pass
        before = len(kept(g))
        g.replies(wait=5)
        assert "Q-" in g.ask(WORDS, person="another")
        assert len(kept(g)) in (before, before + 1)     # the one that was stopped may have been done
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
        eventually(lambda: len(kept(g)) > before + 1)


if __name__ == "__main__":
    main(globals())
