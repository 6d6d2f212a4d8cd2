#!/usr/bin/python3
"""The bridge API from outside: one update has one effect, replies wait until
they are confirmed, whoever waits for them is woken."""
import json
import os
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gateway import Gateway, Gone, in_parallel, main, sanitized, update  # noqa: E402


def ids(replies):
    return [r["id"] for r in replies]


def test_one_update_a_hundred_times_has_one_effect():
    with Gateway() as g:
        u = update("帮助", id="the-same")
        counts = [g.post(u)[1] for _ in range(60)]
        counts += in_parallel(40, lambda i: g.post(u, connection=g.connect())[1])
        g.restart()
        counts.append(g.post(u)[1])
        g.restart(kill=True)
        counts.append(g.post([u, update("帮助", id="another"), u])[1])
        assert sum(c["accepted"] for c in counts) == 2, counts
        assert sum(c["duplicates"] for c in counts) == 102, counts
        found = g.pull()
        assert [r["reply_to"] for r in found] == ["the-same", "another"], found


def test_one_update_from_forty_at_once_has_one_effect():
    with Gateway() as g:
        for n in range(10):
            u = update("帮助", id="burst-%d" % n)
            counts = in_parallel(40, lambda i: g.post(u, connection=g.connect())[1]["accepted"])
            assert sum(counts) == 1, counts
        assert len(g.pull(limit=1000)) == 10


def test_the_same_id_on_another_channel_is_another_update():
    with Gateway(channels=("bridge", "second")) as g:
        u = update("帮助", id="x")
        assert g.post(u)[1]["accepted"] == 1
        assert g.post(u, channel="second")[1]["accepted"] == 1
        one, two = g.pull(), g.pull(channel="second")
        assert len(one) == len(two) == 1 and one[0]["id"] != two[0]["id"]
        assert g.token() != g.token("second")
        assert g.pull(one[0]["id"]) == [] and len(g.pull(channel="second")) == 1


def test_replies_come_again_until_they_are_confirmed():
    with Gateway() as g:
        for i in range(5):
            g.say("帮助", id="m%d" % i)
        all_ = g.pull()
        assert [r["reply_to"] for r in all_] == ["m0", "m1", "m2", "m3", "m4"], all_
        assert ids(all_) == sorted(ids(all_))
        assert g.pull() == all_ and g.pull(after=0) == all_            # after=0 confirms nothing
        assert ids(g.pull(limit=2)) == ids(all_)[:2]
        assert ids(g.pull(after=ids(all_)[1], confirm=0)) == ids(all_)[2:]
        assert g.pull() == all_                                        # confirm=0 confirmed nothing
        assert ids(g.pull(after=ids(all_)[1])) == ids(all_)[2:]
        assert ids(g.pull()) == ids(all_)[2:]                          # the first two are confirmed
        g.restart(kill=True)
        assert ids(g.pull()) == ids(all_)[2:]
        assert g.api("GET", "replies?wait=0&after=%d" % (ids(all_)[-1] + 1))[0] == 422
        assert ids(g.pull()) == ids(all_)[2:]                          # and that confirmed nothing
        assert g.pull(after=ids(all_)[-1]) == [] and g.pull() == []
        g.restart()
        assert g.pull() == []
        assert g.pull(after=ids(all_)[-1]) == []                       # once more is no error
        assert g.metrics()['xiaodeng_outbox_rows{state="waiting"}'] == 0


def test_the_form_of_a_reply():
    with Gateway() as g:
        g.say("小灯 帮助", person="u7", name="张勇", chat="g1", id="in-group")
        g.say("帮助", person="u7", name="张勇", id="in-private")
        found = {r["reply_to"]: r for r in g.pull()}
        for r in found.values():
            assert set(r) == {"id", "chat", "to", "reply_to", "text", "buttons", "photo", "location"}, r
            assert isinstance(r["id"], int) and isinstance(r["text"], str) and r["text"]
            assert all(set(b) == {"text", "data"} for row in r["buttons"] for b in row), r
        assert found["in-group"]["chat"] == {"id": "g1", "type": "group"}, found
        assert found["in-group"]["to"] == {"id": "u7", "name": "张勇"}, found
        assert found["in-private"]["chat"] == {"id": "u7", "type": "private"}, found


def test_who_waits_is_woken():
    with Gateway() as g:
        for round_ in range(3):
            results, began = [], time.monotonic()
            after = g.after

            def wait():
                c = g.connect()
                results.append((g.pull(after, wait=20, confirm=0, connection=c), time.monotonic() - began))

            waiting = [threading.Thread(target=wait) for _ in range(5)]
            for t in waiting:
                t.start()
            while g.metrics()["xiaodeng_http_connections"] < 6:
                pass
            time.sleep(0.3 if round_ else 2.5)     # longer than the server takes to look after them
            g.say("帮助")
            for t in waiting:
                t.join()
            g.replies()
            assert all(len(r) == 1 for r, _ in results), results
            assert all(took < 10 for _, took in results), results


def test_one_sender_is_answered_at_once_while_another_confirms():
    """What one pass of the loop leaves to the next must not wait until something wakes it."""
    with Gateway() as g:
        over = threading.Event()

        def read():
            connection, after = g.connect(), 0
            while not over.is_set():
                found = g.pull(after, 25, connection=connection)
                after = found[-1]["id"] if found else after

        reader, sender, seconds = threading.Thread(target=read), g.connect(), []
        reader.start()
        for n in range(40):
            began = time.monotonic()
            g.say("小灯 帮助" if n % 2 else "吃了没", person="p%d" % n, chat="g%d" % n, connection=sender)
            seconds.append(time.monotonic() - began)
        over.set()
        g.say("帮助")      # wakes the reader
        reader.join()
        assert sorted(seconds)[-5] < 0.5, sorted(seconds)[-10:]     # a disk may be slow now and then


def test_a_wait_ends_in_time_with_nothing():
    with Gateway() as g:
        began = time.monotonic()
        assert g.pull(wait=2) == []
        assert 1.8 < time.monotonic() - began < 4


def test_waiting_ends_when_the_gateway_stops():
    g = Gateway().start()
    results = []

    def wait():
        try:
            results.append(g.pull(wait=25, connection=g.connect()))
        except Gone as e:
            results.append(e)

    t = threading.Thread(target=wait)
    t.start()
    while g.metrics()["xiaodeng_http_connections"] < 2:
        pass
    time.sleep(0.2)
    began = time.monotonic()
    assert g.stop() == 0
    took = time.monotonic() - began
    t.join()
    g.remove()
    assert took < 10, took
    assert results == [[]], results


def test_head_confirms_nothing():
    with Gateway() as g:
        g.say("帮助")
        last = g.pull()[0]["id"]
        status, _, body = g.request("HEAD", "/api/v1/replies?wait=0&after=%d" % last,
                                    headers={"Authorization": "Bearer " + g.token()})
        assert (status, body) == (200, b"")
        assert len(g.pull()) == 1


def test_who_hangs_up_has_posted_all_the_same():
    with Gateway() as g:
        body = json.dumps(update("帮助", id="hasty")).encode()
        headers = {"Authorization": "Bearer " + g.token(), "Content-Type": "application/json"}
        for _ in range(20):     # no matter how far the answer got
            c = g.connect()
            c.request("POST", "/api/v1/updates", body, headers)
            c.close()
        found = g.pull(wait=5)
        assert [r["reply_to"] for r in found] == ["hasty"], found


def test_health():
    with Gateway(channels=("bridge", "room")) as g:
        assert g.request("GET", "/healthz")[2] == b'{"ok":true}'
        status, _, body = g.request("GET", "/readyz")
        assert status == 200 and b'"store":"ok"' in body and b'"bridge":true' in body, body
        g.say("帮助")
        m = g.metrics()
        assert m["xiaodeng_messages_total"] == 1 and m["xiaodeng_commits_total"] >= 1, m
        assert m['xiaodeng_channel_ready{channel="bridge",kind="bridge"}'] == 1
        assert 4e6 < m["xiaodeng_resident_memory_bytes"] < (800e6 if sanitized() else 200e6), m


if __name__ == "__main__":
    main(dict(globals()))
