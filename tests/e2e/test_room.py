#!/usr/bin/python3
"""The room's page in a real browser: a newcomer's way through it, by hand and
by keyboard, on a phone and at a desk, through a crash of the gateway.

ROOM_PICTURE=FILE takes the picture of the page for the documents on the way."""
import atexit
import os
import struct
import sys
import zlib

import browser
import gateway
from browser import Browser
from room import port_kept, room, shared

ANSWERS = """return [...document.querySelectorAll('.msg.bot .bubble')].map(e => e.innerText)"""
LAST = "const all = [...document.querySelectorAll('.msg.bot .bubble')]; return all.length > arguments[0] && all.at(-1).innerText"


def equal(got, wanted, what=""):
    assert got == wanted, "%s: got %r, wanted %r" % (what, got, wanted)


def enter(b, g, person="张维", chat="文君骑手互助群"):
    b.open(g.url)
    b.wait("return document.querySelectorAll('.chat').length > 1")
    if not b.run("return document.getElementById('who-dialog').open"):  # it remembers who we were
        b.click("#who")
    b.click_text("#people button", person)
    if chat:
        open_chat(b, chat)


def open_chat(b, chat):
    b.click_text(".chat", chat)
    b.wait("return document.getElementById('title').textContent === arguments[0]", chat)


def ask(b, text):
    """Types it, sends it with the enter key, returns the bot's next answer."""
    before = len(b.run(ANSWERS))
    b.type("#text", text)
    b.press("enter")
    return b.wait(LAST, before)


def complaints(b):
    return [x["message"] for x in b.console() if x["level"] in ("SEVERE", "WARNING")]


def png(width, height):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes((x * 255 // width, y * 255 // height, 120)[i] for x in range(width) for i in range(3))
                    for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


def started(width=1000, height=700, dark=False):
    """The gateway that the tests share, and the one browser, as good as new."""
    g = shared()
    g.url = "http://127.0.0.1:%d/" % g.port
    return g, fresh(g, width, height, dark)


def fresh(g, width=1000, height=700, dark=False):
    if not fresh.browser:
        fresh.browser = Browser()
        atexit.register(fresh.browser.close)
    return fresh.browser.fresh("http://127.0.0.1:%d" % g.port, width, height, dark)


fresh.browser = None


def test_a_newcomer_asks_learns_and_complains():
    g, b = started(1280, 860)
    enter(b, g)
    answer = ask(b, "@小灯 哪儿可以充电")
    assert answer.startswith("@张维"), answer
    open_chat(b, "小灯")
    ask(b, "今天的课")
    for _ in range(4):  # three screens, each with a button to the next, then a question with its answers
        before = len(b.run(ANSWERS))
        b.click(".msg.bot:last-child .buttons button:last-child")
        b.wait(LAST, before)
    equal(b.run("return document.querySelectorAll('.buttons button[aria-pressed=true]').length"), 4)
    answer = ask(b, "我要反映 万福广场西门中午不让骑手停车，11点到1点最恼火")
    for _ in range(4):
        if "Q-" in answer:
            break
        answer = ask(b, "就这些")
    assert "Q-" in answer, answer
    b.wait("return [...document.querySelectorAll('.msg.mine')].every(e => e.classList.contains('sent'))")
    if os.environ.get("ROOM_PICTURE"):
        b.picture(os.environ["ROOM_PICTURE"])
    count = len(b.run(ANSWERS))
    b.run("location.reload()")
    b.wait("return document.querySelectorAll('.msg.bot .bubble').length >= arguments[0]", count)
    equal(complaints(b), [])


def test_the_page_survives_a_crash_of_the_gateway():
    with room() as g:
        port_kept(g)
        b = fresh(g)
        g.url = "http://127.0.0.1:%d/" % g.port
        enter(b, g, chat=None)
        ask(b, "帮助")
        g.kill()
        b.wait("return !document.getElementById('lost').hidden", seconds=40)
        b.type("#text", "在断线时写的话")
        b.press("enter")
        b.wait("return document.querySelector('.msg.mine.sending')")
        before = len(b.run(ANSWERS))
        g.start()
        b.wait("return document.getElementById('lost').hidden", seconds=20)
        b.wait("return !document.querySelector('.msg.sending') && document.querySelectorAll('.msg.mine.sent').length === 2", seconds=20)
        assert b.wait(LAST, before, seconds=20)
        equal(b.run("return document.querySelectorAll('.msg.mine').length"), 2, "nothing twice")
        b.tab()
        b.open(g.url)  # a new page: the answers are there, what people said is not
        b.wait("return document.querySelector('.note')")
        assert "在断线时写的话" not in " ".join(b.run("return [...document.querySelectorAll('.bubble')].map(e => e.innerText)")[:1])


def test_tabs_see_each_other_and_count_what_is_unread():
    g, b = started()
    enter(b, g, "张维", "文君骑手互助群")
    first = b.handle()
    b.tab()
    enter(b, g, "杜江", None)
    open_chat(b, "小灯")
    second = b.handle()
    b.switch(first)
    b.type("#text", "有人在永丰路吗")
    b.press("enter")
    b.switch(second)
    b.wait("return document.querySelector('.chat .count')?.textContent.startsWith('1')")
    assert b.run("return document.title").startswith("(1)")
    open_chat(b, "文君骑手互助群")
    b.wait("return !document.querySelector('.chat .count')")
    equal(b.run("return [...document.querySelectorAll('.msg')].at(-1).querySelector('.by b').textContent"), "张维")


def test_what_others_typed_is_text():
    g, b = started()
    enter(b, g)
    evil = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> http://evil.example [x](javascript:1)"
    b.type("#text", evil)
    b.press("enter")
    b.wait("return [...document.querySelectorAll('.mine .bubble')].some(e => e.textContent === arguments[0])", evil)
    equal(b.run("return [window.hacked, document.querySelectorAll('.mine .bubble img, .mine .bubble a, #log script').length]"), [None, 0])
    equal(complaints(b), [])


def test_by_keyboard():
    g, b = started()
    b.open(g.url)
    b.wait("return document.querySelector('#people button')")
    equal(b.run("return document.activeElement.id"), "who-title", "the dialog has the focus")
    b.press("tab"), b.press("tab")
    b.type("#name", "王小乙")
    b.press("enter")
    equal(b.run("return [document.getElementById('who-name').textContent, document.activeElement.id]"), ["王小乙", "text"])
    b.press("一"), b.press("shift", "enter"), b.press("二")
    equal(b.run("return document.getElementById('text').value"), "一\n二")
    b.press("enter")
    b.wait("return document.querySelector('.msg.mine.sent')")
    equal(b.run("return [document.getElementById('text').value, document.activeElement.id]"), ["", "text"])
    b.click("#place")
    b.type("#place-find", "万福")
    b.press("escape"), b.press("escape")  # the first empties the search
    b.wait("return !document.getElementById('place-dialog').open")
    equal(b.run("return document.activeElement.id"), "place", "the focus comes back")
    b.click("#place")
    b.click_text("#places button", "万福广场")
    equal(b.run("return document.getElementById('attached').innerText.trim()"), "万福广场")
    b.press("escape")
    equal(b.run("return document.getElementById('attached').hidden"), True)
    b.click_text("#chips button", "我要反映")
    equal(b.run("return [document.getElementById('text').value, document.querySelectorAll('.msg.mine').length]"), ["我要反映 ", 1])


def test_a_photo_gets_small_and_is_seen():
    g, b = started()
    file = g.path("big.png")
    with open(file, "wb") as f:
        f.write(png(2000, 500))
    enter(b, g)
    b.type("#file", file)
    b.wait("return document.querySelector('#attached img')")
    b.press("enter")
    b.wait("return document.querySelector('.msg.mine.sent .bubble img')")
    b.tab()
    enter(b, g, "杜江")
    equal(b.wait("const i = [...document.querySelectorAll('.bubble img')].at(-1); return i?.complete && i.naturalWidth && "
                 "[i.naturalWidth, i.naturalHeight, i.src.includes('/room/photo/')]"), [1600, 400, True])
    with open(file, "w", encoding="utf-8") as f:
        f.write("no picture")
    b.type("#file", file)
    b.wait("return !document.getElementById('problem').hidden")


def test_on_a_phone():
    g, b = started(360, 740)
    b.open(g.url)
    b.click_text("#people button", "张维")
    sees = lambda what: b.wait("return ['.side', '.talk'].filter(s => document.querySelector(s).getClientRects().length > 0)"
                               ".join() === '%s'" % what)
    sees(".side")
    open_chat(b, "文君骑手互助群")
    sees(".talk")
    ask(b, "@小灯 哪儿可以充电")
    equal(b.run("return document.documentElement.scrollWidth"), 360)
    equal(b.run("return [...document.querySelectorAll('#form button')].every(e => e.offsetWidth >= 44 && e.offsetHeight >= 44)"), True)
    equal(b.run("return Math.round(document.getElementById('form').getBoundingClientRect().bottom)"), 740)
    b.click("#back")
    sees(".side")
    b.run("history.back()")  # the phone's back key
    b.wait("return document.querySelector('#app').dataset.view === 'chat'")


CONTRAST = """
const rgb = (s) => s.match(/[\\d.]+/g).map(Number);
const light = (c) => c.slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > .99) return c; } return [255, 255, 255]; };
const bad = [];
for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !e.getClientRects().length || e.closest('.hidden')) continue;
    const a = light(rgb(getComputedStyle(e).color)), b = light(ground(e)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) bad.push(e.className + ' ' + e.textContent.slice(0, 20) + ' ' + ratio.toFixed(2));
}
return bad"""


def test_contrast_and_names_for_screen_readers():
    for dark in (False, True):
        g, b = started(1000, 800, dark)
        b.open(g.url)
        b.wait("return document.querySelector('#people button')")
        equal(b.run(CONTRAST), [], "dark" if dark else "light")
        b.click_text("#people button", "张维")
        open_chat(b, "文君骑手互助群")
        ask(b, "@小灯 今天的课")
        equal(b.run(CONTRAST), [], "dark" if dark else "light")
        nodes = b.devtools("Accessibility.getFullAXTree")["nodes"]
        named = {(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"] and "role" in n}
        nameless = [role for role, name in named if role in ("button", "textbox", "link", "log", "dialog", "searchbox") and not name]
        equal(nameless, [])
        roles = {role for role, _ in named}
        assert {"log", "main", "navigation", "textbox"} <= roles, roles
        equal(b.run("const l = document.getElementById('log'); return [l.getAttribute('role'), l.getAttribute('aria-live')]"), ["log", "polite"])


if __name__ == "__main__":
    if browser.missing():
        print("1..0 # SKIP skipped: " + browser.missing())
        sys.exit(0)
    sys.exit(gateway.main(globals()))
