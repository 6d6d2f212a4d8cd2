#!/usr/bin/python3
"""test_qr - posters drawn by librsvg and read by zbar, neither of which is ours:
what the camera of a phone sees is what was meant."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "e2e"))

from gateway import Gateway, main  # noqa: E402

WINDOWS = {"XW-1": "万福广场学习窗口", "XW-999999": "羊安", "WJ-7": "<b>&\"'", "文君学习角": "文君站学习角"}
LINKS = ("https://t.me/qionglai_lamp_bot?start=", "https://bot.example.org/w/{code}?from=wall&x=1", "weixin://dl/" + "k" * 400)


def run(*command, **more):
    r = subprocess.run(command, capture_output=True, timeout=60, **more)
    assert r.returncode == 0, (command, r.returncode, r.stdout[:300], r.stderr[:300])
    return r.stdout


class Stopped(Gateway):
    """A gateway that is not started, with some windows."""

    def __enter__(self):
        with open(self.path("windows.csv"), "w", encoding="utf-8") as f:
            f.write("code,name\n")
            f.writelines('%s,"%s"\n' % (code, name.replace('"', '""')) for code, name in WINDOWS.items())
        assert self.command("import", "windows", self.path("windows.csv")).returncode == 0
        return self

    def read(self, width, *arguments):
        """What zbar reads from the poster, drawn `width` pixels wide."""
        r = self.command("poster", *arguments)
        assert r.returncode == 0, r.stderr
        png = self.path("poster.png")
        run("rsvg-convert", "-w", str(width), "-o", png, input=r.stdout.encode())
        return run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", png).decode().rstrip("\n")


def missing():
    names = [n for n in ("rsvg-convert", "zbarimg") if not shutil.which(n)]
    return "no " + " and no ".join(names) if names else None


def test_the_code_itself():
    if missing():
        return missing()
    with Stopped() as g:
        for code in WINDOWS:
            assert g.read(1200, code) == code, code


def test_a_link():
    if missing():
        return missing()
    with Stopped() as g:
        for link in LINKS:
            expected = link.replace("{code}", "XW-1") if "{code}" in link else link + "XW-1"
            assert g.read(1600, "XW-1", "--link", link) == expected, link
        assert g.read(1200, "文君学习角", "--link", "https://x.example/?w=").endswith("?w=%E6%96%87%E5%90%9B"
                                                                                     "%E5%AD%A6%E4%B9%A0%E8%A7%92")


def test_from_across_the_room():
    if missing():
        return missing()
    with Stopped() as g:
        assert g.read(240, "XW-1") == "XW-1", "a page 240 pixels wide: some 3 m away for a phone"


main(globals())
