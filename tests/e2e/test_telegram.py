#!/usr/bin/python3
"""The real gateway on a fake Telegram that keeps a ledger of what it delivered."""
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gateway  # noqa: E402
from fake_telegram import JPEG, TOKEN, FakeTelegram, utf16  # noqa: E402

GROUP = {"id": -1002000000001, "type": "supergroup", "title": "骑手互助"}
OTHER = {"id": -1002000000002, "type": "supergroup", "title": "羊安快递"}
YONG = {"id": 5001, "first_name": "张勇🚲"}
MIN = {"id": 5002, "first_name": "刘敏"}
ME = "@xiaodeng_test_bot "


def connected(telegram, **more):
    """A gateway, not yet started, with this Telegram as its second channel."""
    g = gateway.Gateway(sections="[channel telegram]\nkind = telegram\ntoken_file = token\napi = %s\n" % telegram.url, **more)
    with open(os.open(g.path("token"), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as f:
        f.write(telegram.token + "\n")
    return g


def ready(g):
    return g.request("GET", "/readyz")[0] == 200


def settled(telegram, n, seconds=0.7):
    """n messages were delivered, and no more come."""
    sent = telegram.wait_sent(n)
    telegram.wait_confirmed()
    time.sleep(seconds)  # that nothing comes is no event to wait for
    assert len(telegram.ledger) == n, telegram.texts()
    return sent


def test_private_message_is_answered_once():
    with FakeTelegram() as t, connected(t) as g:
        t.push_message("你好", user=YONG)
        sent = settled(t, 1)[0]
        assert sent["chat"] == 5001 and sent["text"], sent
        assert "parse_mode" not in sent["body"] and "reply_parameters" not in sent["body"], sent
        gateway.eventually(lambda: ready(g))
        assert len([p for p in t.polls if p[1]]) >= 1, t.polls


def test_group_manners():
    with FakeTelegram() as t, connected(t):
        t.push_update(my_chat_member={"chat": GROUP, "from": YONG, "date": int(time.time()), "old_chat_member": {"status": "left"},
                                      "new_chat_member": {"status": "member"}})
        t.wait_confirmed()
        for silent in (t.message("今天单子好多", user=YONG, chat=GROUP), t.message("@liumin 你在哪儿", user=YONG, chat=GROUP),
                       t.message(ME + "你好", user=dict(YONG, is_bot=True), chat=GROUP)):
            t.push_update(message=silent)
        t.wait_confirmed()
        before = len(t.ledger)  # at most the introduction
        called = t.message("🚲 " + ME + "帮助", user=YONG, chat=GROUP)
        t.push_update(message=called)
        t.wait_sent(before + 1)
        gateway.eventually(lambda: [s for s in t.ledger if s["body"].get("reply_parameters")])
        answer = [s for s in t.ledger if s["body"].get("reply_parameters")][0]
        body = answer["body"]
        assert body["reply_parameters"] == {"message_id": called["message_id"], "allow_sending_without_reply": True}, body
        assert body["entities"] == [{"type": "text_mention", "offset": 0, "length": utf16("张勇🚲"), "user": {"id": 5001}}], body
        assert body["text"].startswith("张勇🚲 "), body


def test_a_long_answer_comes_in_pieces():
    screen = "\n".join("第%d句，路上慢一点，看清楚再走。" % i for i in range(280))
    with FakeTelegram() as t, connected(t) as g:
        with open(g.path("lessons.csv"), "w", encoding="utf-8") as f:
            f.write("code,title,body,state\nL-7,很长的一课,\"%s\",published\n" % screen)
        assert g.command("import", "lessons", g.path("lessons.csv")).returncode == 0
        t.push_message("L-7", user=YONG)
        sent = settled(t, 2)
        texts = [s["text"] for s in sent]
        assert all(utf16(text) <= 4096 for text in texts), [utf16(text) for text in texts]
        assert texts[0].endswith("（1/2）") and texts[1].endswith("（2/2）"), [text[-10:] for text in texts]
        together = "\n".join(text[:text.rindex("\n")] for text in texts)
        assert screen in together, "something is missing between the pieces"
        assert "reply_markup" not in sent[0]["body"] and "reply_markup" in sent[1]["body"]


def test_the_same_update_again_has_one_effect():
    with FakeTelegram() as t, connected(t) as g:
        update = {"update_id": 870500, "message": t.message("你好", user=YONG)}
        t.push_updates([update])
        settled(t, 1)
        t.push_updates([dict(update), dict(update)])
        settled(t, 1)
        g.restart()
        t.push_updates([dict(update)])
        settled(t, 1)


def test_unknown_updates_are_confirmed():
    with FakeTelegram() as t, connected(t):
        t.push_updates([{"message": {"message_id": 1, "strange": True}}, {"message": t.message(user=YONG, sticker={"file_id": "s"})},
                        {"callback_query": {"id": "9", "from": YONG, "chat_instance": "1", "inline_message_id": "x", "data": "d"}}])
        t.wait_confirmed()
        assert not t.ledger


def test_buttons_are_acknowledged():
    with FakeTelegram() as t, connected(t):
        t.push_message("你好", user=YONG)
        sent = t.wait_sent(1)[0]
        query = t.press(sent, "nothing:1", YONG)
        t.wait(lambda: query in t.acks, what="the acknowledgement")
        t.wait_confirmed()


def test_troubles_of_sending():
    with FakeTelegram() as t, connected(t):
        t.next_answers([(429, 1)])
        t.push_message("你好", user=YONG)
        t.wait_sent(1)
        assert t.ledger[0]["time"] - t.attempts[0]["time"] >= 1, t.attempts
        t.next_answers([500, "refuse"])
        t.push_message("你好", user=MIN)
        t.wait(lambda: len(t.attempts) >= 4, what="a second and a third try")
        # the last one may or may not have arrived: an answer without a number is not repeated
        settled(t, 1, 2.5)
        assert len(t.attempts) == 4, t.attempts


def test_dropped_after_delivery_is_not_sent_again():
    with FakeTelegram() as t, connected(t) as g:
        t.push_message("你好", user=MIN)
        t.wait_sent(1)
        t.next_answers(["drop"])
        t.push_message("你好", user=YONG)
        settled(t, 2, 2.5)
        assert g.metrics()['xiaodeng_outbox_rows{state="uncertain"}'] == 1


def test_kicked_and_moved():
    new = -1009000000009
    with FakeTelegram() as t, connected(t):
        t.next_answers([403])
        t.push_message(ME + "帮助", user=YONG, chat=GROUP)
        t.wait(lambda: t.attempts, what="an attempt")
        t.wait_confirmed()
        t.next_answers([("migrate", new)])
        t.push_message(ME + "帮助", user=YONG, chat=OTHER)
        t.wait(lambda: [s for s in t.ledger if s["chat"] == new], what="the answer in the new chat")
        assert not [s for s in t.ledger if s["chat"] == OTHER["id"]], t.texts()
        # also when the group tells it itself
        newer = -1009000000010
        t.push_update(message=t.message(user=YONG, chat=dict(OTHER, id=new), migrate_to_chat_id=newer))
        t.push_message(ME + "帮助", user=YONG, chat=dict(OTHER, id=newer))
        t.wait(lambda: [s for s in t.ledger if s["chat"] == newer], what="the answer in the newer chat")


def test_conflict_backs_off_and_comes_back():
    with FakeTelegram() as t:
        t.poll_answers = [409, 502, (429, 1)]
        with connected(t) as g:
            t.push_message("你好", user=YONG)
            t.wait(lambda: not t.poll_answers[2:], what="the first poll")
            gateway.eventually(lambda: not ready(g))
            t.wait_sent(1, 40)
            gateway.eventually(lambda: ready(g))
            assert "another program polls" in g.stderr()


def test_refused_token():
    with FakeTelegram() as t:
        t.token_refused = True
        with connected(t) as g:
            t.wait(lambda: t.calls.get("getMe"), what="getMe")
            gateway.eventually(lambda: "the token is refused" in g.stderr())
            assert not ready(g)
            assert g.request("GET", "/healthz")[0] == 200
            assert g.ask("帮助")  # the others are served meanwhile


def test_privacy_mode_is_told():
    with FakeTelegram(can_read_all_group_messages=False) as t, connected(t) as g:
        gateway.eventually(lambda: "/setprivacy" in g.stderr())


def test_no_secret_in_the_log():
    with FakeTelegram() as t:
        with connected(t, settings={"log": {"level": "debug"}}) as g:
            t.next_answers([500, "drop", 403])
            t.poll_answers = [500]
            for word in ("你好", "帮助", "说句悄悄话13800000101"):
                t.push_message(word, user=YONG)
            t.wait(lambda: len(t.attempts) >= 3, 30, "attempts")
            t.wait_confirmed(30)
            g.stop()
            log = g.stderr()
            for secret in (TOKEN, TOKEN.split(":")[1], "悄悄话", "13800000101", "张勇"):
                assert secret not in log, secret
            g.start()


def test_killed_before_the_offset_was_confirmed():
    """The answer to getUpdates is stored, then the process dies: all comes again, nothing happens twice."""
    with FakeTelegram() as t, connected(t) as g:
        t.push_updates([{"message": t.message("你好", user={"id": 6000 + i, "first_name": "骑手%d" % i})} for i in range(30)])
        t.wait(lambda: t.delivered >= 30, what="the poll")
        g.restart(kill=True)
        t.wait_confirmed()
        # what was on its way at the kill is "uncertain": delivered or not, never repeated
        gateway.eventually(lambda: len(t.ledger) + g.metrics()['xiaodeng_outbox_rows{state="uncertain"}'] >= 30, 30)
        time.sleep(1)
        chats = [s["chat"] for s in t.ledger]
        assert len(chats) == len(set(chats)), "answered twice"


def test_photo_of_a_case_is_fetched():
    with FakeTelegram() as t, connected(t) as g:
        t.files["AgAC-large_1"] = JPEG
        for words in ("我要反映 万福广场西门一停车就遭贴条 能不能给骑手划几个车位", "就这些", "对"):
            if not any("Q-" in text for text in t.texts()):
                t.push_message(words, user=YONG)
                n = len(t.ledger)
                t.wait_sent(n + 1)
        assert any("Q-" in text for text in t.texts()), t.texts()
        t.push_message(user=YONG, photo=[{"file_id": "AgAC-small"}, {"file_id": "AgAC-large_1"}])
        t.wait(lambda: t.calls.get("getFile"), 10, "getFile")
        done = gateway.eventually(lambda: [x for x in g.stderr().splitlines() if " photo id=" in x])
        assert " bytes=%d kept=" % len(JPEG) in done[0], done
        number = next(x for text in t.texts() for x in text.replace("。", " ").split() if x.startswith("Q-"))
        t.wait(lambda: any("补到" in x["text"] for x in t.ledger), what="the photo to be taken")
        t.push_message(number + "的照片", user=YONG)
        t.wait(lambda: t.sent_photos, what="the photo to be shown")
        assert len(t.sent_photos) == 1 and b"N30" not in t.sent_photos[0], t.texts()


def test_idle_does_not_hammer():
    with FakeTelegram() as t, connected(t):
        t.push_message("你好", user=YONG)
        settled(t, 1)
        n = len(t.polls)
        time.sleep(2)
        assert len(t.polls) == n, "it waits in one long poll"


if __name__ == "__main__":
    gateway.main(globals())
