#!/usr/bin/python3
"""A Telegram Bot API server for tests, faithful where it hurts.

Unconfirmed updates come again; a call with offset N deletes what is below N;
the older of two pollers gets 409, and so does everybody while a webhook is
set; a throttled send is told so in the body and in a header; a send may be
accepted and the connection dropped before the answer. What was really
delivered stands in `ledger`.

In a test:

    with FakeTelegram() as telegram:
        telegram.push_message("你好", chat=group, user=rider)
        telegram.next_answers([429, "drop", "ok"])
        telegram.wait_sent(1)

Alone it prints its address; POST /control/push (an update or a list of them),
/control/answers (a list), /control/file?id=ID (bytes), and GET
/control/ledger, /control/attempts, /control/acks do the same over HTTP.
"""

import argparse
import json
import os
import socket
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "123456:TEST-token_of_a_bot_that_never_was"
BOT = {
    "id": 123456,
    "is_bot": True,
    "first_name": "小灯",
    "username": "xiaodeng_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_inline_queries": False,
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../fuzz/fuzz_photo/exif.jpg"), "rb") as picture:
    JPEG = picture.read()


def form_fields(content_type, body):
    """Text of the fields, bytes of files."""
    boundary = b"--" + content_type.partition("boundary=")[2].encode()
    fields = {}
    for part in body.split(boundary)[1:-1]:
        head, _, data = part[2:-2].partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        fields[name] = data if b"filename=" in head else data.decode()
    return fields


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def private(user):
    return {"id": user["id"], "type": "private", "first_name": user["first_name"]}


class Problem(Exception):
    """An answer with ok: false."""

    def __init__(self, code, description, **parameters):
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Dropped(Exception):
    """The connection ends without an answer."""


class FakeTelegram:
    def __init__(self, token=TOKEN, port=0, **bot):
        self.token = token
        self.bot = dict(BOT, **bot)
        self.lock = threading.Condition()
        self.updates = []  # not confirmed, ascending by update_id
        self.next_update = 870001
        self.next_message = 100
        self.answers = []  # how the next sends are answered
        self.default_answer = "ok"
        self.poll_answers = []  # how the next getUpdates are answered
        self.ledger = []  # delivered
        self.attempts = []  # every sendMessage that came in, with what it was told
        self.acks = []  # callback_query_ids
        self.polls = []  # (time, offset) of every getUpdates
        self.delivered = 0  # updates given to a poller, repeated ones counted again
        self.files = {}  # file_id: bytes
        self.sent_photos = []  # bytes of each sendPhoto
        self.webhook = False
        self.token_refused = False
        self.poller = 0  # the newest
        self.calls = {}  # method: how often
        self.closing = False
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_):
                pass

            def do_GET(self):
                fake._serve(self)

            do_POST = do_GET

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                pass  # a client that was killed

        self.server = Server(("127.0.0.1", port), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    # ------------------------------------------------------------ for the test

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        with self.lock:
            self.closing = True
            self.lock.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def push_update(self, **update):
        """Queues e.g. message={…}; returns its update_id."""
        return self.push_updates([update])[0]

    def push_updates(self, updates):
        """The same for several, which then come in one answer."""
        ids = []
        with self.lock:
            for update in updates:
                number = update.get("update_id", self.next_update)
                self.next_update = max(self.next_update, number + 1)
                self.updates.append(dict(update, update_id=number))
                ids.append(number)
            self.updates.sort(key=lambda u: u["update_id"])
            self.lock.notify_all()
        return ids

    def message(self, text=None, *, user, chat=None, **more):
        """A message from a user, in a group or (chat None) in private."""
        with self.lock:
            self.next_message += 1
            number = self.next_message
        message = {
            "message_id": number,
            "date": int(time.time()),
            "from": dict({"is_bot": False}, **user),
            "chat": chat or private(user),
        }
        if text is not None:
            message["text"] = text
            at = text.find("@")
            if at >= 0 and "entities" not in more:
                name = text[at:].split()[0]
                message["entities"] = [{"type": "mention", "offset": utf16(text[:at]), "length": utf16(name)}]
        message.update(more)
        return message

    def push_message(self, text=None, **more):
        return self.push_update(message=self.message(text, **more))

    def press(self, sent, data, user):
        """A button of a delivered message is pressed; returns the query's id."""
        query = "cb%d" % (self.next_update * 7919)
        message = {"message_id": sent["message_id"], "date": int(sent["time"]), "chat": sent["chat_object"], "from": self.bot}
        self.push_update(callback_query={"id": query, "from": dict({"is_bot": False}, **user), "message": message, "data": data})
        return query

    def next_answers(self, answers):
        """For the next sends, in order: "ok"; 429 or (429, seconds); 403; 401;
        400; 500, 502 …; ("migrate", new id); "drop": delivered, then the
        connection ends; "refuse": the connection ends, nothing delivered."""
        with self.lock:
            self.answers.extend(answers)

    def wait(self, condition, timeout=10, what="something"):
        """Until condition() holds; it is asked under the lock."""
        end = time.monotonic() + timeout
        with self.lock:
            while not condition():
                left = end - time.monotonic()
                if left <= 0:
                    raise AssertionError("waited %s s for %s" % (timeout, what))
                self.lock.wait(left)

    def wait_sent(self, n, timeout=10):
        self.wait(lambda: len(self.ledger) >= n, timeout, "message %d" % n)
        return list(self.ledger)

    def wait_confirmed(self, timeout=10):
        self.wait(lambda: not self.updates, timeout, "all updates to be confirmed")

    def texts(self, chat=None):
        with self.lock:
            return [s["text"] for s in self.ledger if chat is None or s["chat"] == chat]

    # -------------------------------------------------------------- the server

    def _serve(self, http):
        length = int(http.headers.get("Content-Length") or 0)
        body = http.rfile.read(length) if length else b""
        url = urllib.parse.urlsplit(http.path)
        if url.path.startswith("/control/"):
            return self._control(http, url, body)
        if url.path.startswith("/file/bot" + self.token + "/"):
            return self._send_file(http, url.path.split("/", 3)[3])
        try:
            result = {"ok": True, "result": self._call(url, http.headers.get("Content-Type") or "", body)}
            return self._answer(http, 200, result)
        except Problem as p:
            answer = {"ok": False, "error_code": p.code, "description": p.description}
            if p.parameters:
                answer["parameters"] = p.parameters
            headers = {"Retry-After": str(p.parameters["retry_after"])} if "retry_after" in p.parameters else {}
            return self._answer(http, p.code, answer, headers)
        except Dropped:
            http.close_connection = True
            http.connection.shutdown(socket.SHUT_RDWR)
        return None

    def _answer(self, http, status, value, headers=None):
        data = json.dumps(value).encode()
        http.send_response(status)
        http.send_header("Content-Type", "application/json")
        http.send_header("Content-Length", str(len(data)))
        for name, text in (headers or {}).items():
            http.send_header(name, text)
        http.end_headers()
        http.wfile.write(data)

    def _send_file(self, http, path):
        data = self.files.get(path.rsplit("/", 1)[1].rsplit(".", 1)[0])
        if data is None:
            return self._answer(http, 404, {"ok": False, "error_code": 404, "description": "Not Found"})
        http.send_response(200)
        http.send_header("Content-Type", "application/octet-stream")
        http.send_header("Content-Length", str(len(data)))
        http.end_headers()
        http.wfile.write(data)
        return None

    def _control(self, http, url, body):
        what = url.path[len("/control/") :]
        result = True
        if what == "push":
            updates = json.loads(body)
            result = self.push_updates(updates if isinstance(updates, list) else [updates])
        elif what == "answers":
            self.next_answers([tuple(a) if isinstance(a, list) else a for a in json.loads(body)])
        elif what == "file":
            self.files[urllib.parse.parse_qs(url.query)["id"][0]] = body
        elif what in ("ledger", "attempts", "acks", "polls"):
            with self.lock:
                result = list(getattr(self, what))
        else:
            return self._answer(http, 404, {"ok": False})
        return self._answer(http, 200, result)

    def _call(self, url, content_type, body):
        parts = url.path.split("/")
        arguments = {k: v[0] for k, v in urllib.parse.parse_qs(url.query).items()}
        if content_type.startswith("application/json") and body:
            arguments.update(json.loads(body))
        elif content_type.startswith("multipart/form-data"):
            arguments.update(form_fields(content_type, body))
        elif body:
            arguments.update({k: v[0] for k, v in urllib.parse.parse_qs(body.decode()).items()})
        if len(parts) != 3 or not parts[1].startswith("bot"):
            raise Problem(404, "Not Found")
        with self.lock:
            self.calls[parts[2]] = self.calls.get(parts[2], 0) + 1
            self.lock.notify_all()
        if parts[1] != "bot" + self.token or self.token_refused:
            raise Problem(401, "Unauthorized")
        method = getattr(self, "_do_" + parts[2].lower(), None)
        if not method:
            raise Problem(404, "Not Found: method not found")
        return method(arguments)

    # ------------------------------------------------------------- the methods

    def _do_getme(self, _):
        return self.bot

    def _do_getupdates(self, a):
        offset, limit = int(a.get("offset") or 0), min(max(int(a.get("limit") or 100), 1), 100)
        end = time.monotonic() + min(int(a.get("timeout") or 0), 50)
        kinds = a.get("allowed_updates")
        kinds = json.loads(kinds) if isinstance(kinds, str) else kinds
        with self.lock:
            if self.webhook:
                raise Problem(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
            if self.poll_answers:
                self._refuse(self.poll_answers.pop(0))
            self.poller += 1
            me = self.poller
            self.polls.append((time.time(), offset))
            if offset > 0:
                self.updates = [u for u in self.updates if u["update_id"] >= offset]
            elif offset < 0:
                self.updates = self.updates[offset:]
            self.lock.notify_all()
            while True:
                if self.poller != me:
                    raise Problem(
                        409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
                    )
                found = [u for u in self.updates if not kinds or (set(u) - {"update_id"}) & set(kinds)]
                left = end - time.monotonic()
                if found or left <= 0 or self.closing:
                    self.delivered += len(found[:limit])
                    return found[:limit]
                self.lock.wait(left)

    def _check_send(self, a):
        text = a.get("text") or ""
        if not text.strip():
            raise Problem(400, "Bad Request: message text is empty")
        if utf16(text) > 4096:
            raise Problem(400, "Bad Request: message is too long")
        for entity in a.get("entities") or []:
            if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > utf16(text):
                raise Problem(400, "Bad Request: entity is out of bounds")
        for row in (a.get("reply_markup") or {}).get("inline_keyboard") or []:
            for button in row:
                if not 1 <= len(button["callback_data"].encode()) <= 64 or not button["text"]:
                    raise Problem(400, "Bad Request: BUTTON_DATA_INVALID")
        if not isinstance(a.get("chat_id"), int) and not str(a.get("chat_id")).lstrip("-").isdigit():
            raise Problem(400, "Bad Request: chat not found")

    def _refuse(self, answer):
        kind, value = answer if isinstance(answer, tuple) else (answer, None)
        if kind in ("ok", "drop"):
            return
        if kind == "refuse":
            raise Dropped
        if kind == "migrate":
            raise Problem(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=value)
        if kind == 429:
            seconds = 1 if value is None else value
            raise Problem(429, "Too Many Requests: retry after %d" % seconds, retry_after=seconds)
        words = {400: "Bad Request: chat not found", 401: "Unauthorized", 403: "Forbidden: bot was kicked from the group chat"}
        raise Problem(kind, words.get(kind, "Internal Server Error"))

    def _do_sendphoto(self, a):
        photo = a.pop("photo")
        if not photo.startswith(b"\xff\xd8\xff") or utf16(a.get("caption") or "") > 1024:
            raise Problem(400, "Bad Request: IMAGE_PROCESS_FAILED")
        self.sent_photos.append(photo)
        return self._do_sendmessage(dict(a, text=a.pop("caption")))

    def _do_sendmessage(self, a):
        with self.lock:
            answer = self.answers.pop(0) if self.answers else self.default_answer
            attempt = {"time": time.time(), "chat": int(a.get("chat_id") or 0), "text": a.get("text"), "body": a, "answer": answer}
            self.attempts.append(attempt)
            self.lock.notify_all()
            self._check_send(a)
            self._refuse(answer)
            self.next_message += 1
            chat = {"id": attempt["chat"], "type": "private" if attempt["chat"] > 0 else "supergroup"}
            self.ledger.append(dict(attempt, message_id=self.next_message, chat_object=chat))
            message = {"message_id": self.next_message, "date": int(attempt["time"]), "from": self.bot, "chat": chat, "text": a["text"]}
            self.lock.notify_all()
        if answer == "drop":
            raise Dropped
        return message

    def _do_answercallbackquery(self, a):
        with self.lock:
            if a["callback_query_id"] in self.acks:
                raise Problem(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
            self.acks.append(a["callback_query_id"])
            self.lock.notify_all()
        return True

    def _do_getfile(self, a):
        data = self.files.get(a.get("file_id"))
        if data is None:
            raise Problem(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(data) > 20 << 20:
            raise Problem(400, "Bad Request: file is too big")
        path = "photos/%s.jpg" % a["file_id"]
        return {"file_id": a["file_id"], "file_unique_id": "u" + a["file_id"], "file_size": len(data), "file_path": path}

    def _do_deletewebhook(self, _):
        self.webhook = False
        return True


def main():
    options = argparse.ArgumentParser(description="A Telegram Bot API server for tests.")
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--token", default=TOKEN)
    given = options.parse_args()
    with FakeTelegram(given.token, given.port) as telegram:
        print(telegram.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
