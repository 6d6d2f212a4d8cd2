"""The real program under test: start, stop, kill, talk to it. Also the little
that turns functions named test_* into TAP. Standard library only.

    with Gateway() as g:
        g.say("小灯 帮助", chat="g1")          # posts; raises unless it was accepted
        for r in g.replies(wait=5): ...        # confirms what it returned before

XIAODENG names the binary (build/xiaodeng)."""
import atexit
import http.client
import itertools
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.abspath(os.environ.get("XIAODENG", os.path.join(ROOT, "build/xiaodeng")))
LONG = bool(os.environ.get("TEST_LONG"))
START_SECONDS = 30

_ids = itertools.count(1)


class Gone(Exception):
    """The gateway did not answer: it is down, or the connection broke."""


def update(text=None, person="u1", chat=None, id=None, name=None, called=False, **more):
    """One update; chat None: the person's private chat."""
    u = {"id": id or "t-%d-%d" % (os.getpid(), next(_ids)),
         "chat": {"id": chat, "type": "group"} if chat else {"id": person, "type": "private"},
         "from": {"id": person, "name": name or person}}
    if text is not None:
        u["text"] = text
    if called:
        u["mentions_bot"] = True
    u.update(more)
    return u


class Gateway:
    def __init__(self, folder=None, channels=("bridge",), settings=None, sections="", arguments=(), env=None,
                 wrapper=()):
        """settings: {"limits": {"per_person": 1000}, …}; sections: more lines of the
        file, e.g. another channel; wrapper: a program that runs ours (valgrind, strace)."""
        self._own_folder = folder is None
        self.folder = folder or tempfile.mkdtemp(prefix="xiaodeng-e2e-")
        self.channels = channels
        self.arguments = list(arguments)
        self.wrapper = list(wrapper)
        self.env = dict(os.environ, **(env or {}))
        self.process = None
        self.port = None
        self.after = 0
        self._tokens = {}
        self._connection, self._used = None, 0
        self._write_config(settings or {}, sections)

    # ------------------------------------------------------------ the program

    def _write_config(self, settings, sections):
        all_of_it = {"bot": {"pack": os.path.join(ROOT, "dialogs/zh-CN"), "data": "data"},
                     "http": {"listen": "127.0.0.1:0"}, "limits": {"per_person": 10000, "per_chat": 10000}}
        for name, keys in settings.items():
            all_of_it.setdefault(name, {}).update(keys)
        self.config = os.path.join(self.folder, "config.ini")
        with open(self.config, "w", encoding="utf-8") as f:
            for name, keys in all_of_it.items():
                f.write("[%s]\n%s\n" % (name, "".join("%s = %s\n" % kv for kv in keys.items())))
            for name in self.channels:
                f.write("[channel %s]\nkind = %s\n\n" % (name, "room" if name == "room" else "bridge"))
            f.write(sections)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def command(self, *arguments, **more):
        """Another command of the program on the same configuration."""
        return subprocess.run([BINARY, arguments[0], "-c", self.config, *arguments[1:]], capture_output=True,
                              text=True, encoding="utf-8", env=self.env, timeout=more.pop("timeout", 120), **more)

    def start(self):
        self.log = open(self.path("stderr.log"), "ab")
        self.process = subprocess.Popen([*self.wrapper, BINARY, "run", "-c", self.config, *self.arguments],
                                        stdout=subprocess.PIPE, stderr=self.log, env=self.env, cwd=self.folder)
        atexit.register(self._abandon)     # a test that fails early leaves nothing running
        line = self._first_line()
        found = re.match(r"listening http://[^ ]*:(\d+)/", line)
        if not found:
            self.kill()
            raise AssertionError("the gateway did not start: %r\n%s" % (line, self.stderr()[-2000:]))
        self.port = int(found.group(1))
        return self

    def _first_line(self):
        line, limit = b"", time.monotonic() + START_SECONDS * (10 if self.wrapper else 1)
        while b"listening " not in line or not line.endswith(b"\n"):
            left = limit - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                break
            piece = os.read(self.process.stdout.fileno(), 4096)
            if not piece:
                break
            line += piece
        return next((x for x in line.decode("utf-8", "replace").splitlines() if x.startswith("listening ")),
                    line.decode("utf-8", "replace"))

    def _ended(self, timeout):
        self.disconnect()
        code = self.process.wait(timeout)
        atexit.unregister(self._abandon)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return code

    def stop(self, timeout=30):
        """Asks it to end (SIGTERM); its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self._ended(timeout)

    def kill(self):
        self.process.kill()
        return self._ended(30)

    def restart(self, kill=False):
        self.kill() if kill else self.stop()
        return self.start()

    @property
    def running(self):
        return self.process is not None and self.process.poll() is None

    def stderr(self):
        with open(self.path("stderr.log"), encoding="utf-8", errors="replace") as f:
            return f.read()

    def __enter__(self):
        try:
            return self.start()
        except BaseException:
            self.remove()
            raise

    def __exit__(self, *failure):
        try:
            if failure[0]:
                if self.process:
                    self.kill()
                sys.stderr.write(self.stderr()[-4000:])
            elif self.process:
                code = self.stop()
                assert code == 0, "it ended with %s\n%s" % (code, self.stderr()[-4000:])   # leaks under ASan: not 0
        finally:
            self.remove()

    def _abandon(self):
        if self.process:
            self.process.kill()
            self.process.wait(30)
            self.remove()

    def remove(self):
        """Takes its folder away, when it is one that it made."""
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    # ------------------------------------------------------------------- HTTP

    def token(self, channel="bridge"):
        if channel not in self._tokens:
            with open(self.path("data", channel + ".token"), encoding="ascii") as f:
                self._tokens[channel] = f.read().strip()
        return self._tokens[channel]

    def disconnect(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def connect(self, timeout=60):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def request(self, method, path, body=None, headers=None, connection=None):
        """(status, headers, body as bytes); on one kept connection, or on the given one."""
        if time.monotonic() - self._used > 15:      # the server may be closing it just now
            self.disconnect()
        self._used = time.monotonic()
        c = connection or self._connection
        if c is None:
            c = self._connection = self.connect()
        try:
            c.request(method, path, body, headers or {})
            r = c.getresponse()
            return r.status, r.headers, r.read()
        except (OSError, http.client.HTTPException) as e:
            c.close()
            raise Gone("%s: %s" % (type(e).__name__, e)) from e

    def api(self, method, path, what=None, channel="bridge", connection=None):
        """A call of the bridge API with the channel's token: (status, JSON)."""
        headers = {"Authorization": "Bearer " + self.token(channel)}
        body = None
        if what is not None:
            body = what if isinstance(what, (bytes, str)) else json.dumps(what, ensure_ascii=False)
            body = body.encode() if isinstance(body, str) else body
            headers["Content-Type"] = "application/json"
        status, _, answer = self.request(method, "/api/v1/" + path, body, headers, connection)
        return status, json.loads(answer) if answer else None

    def post(self, updates, channel="bridge", connection=None):
        """(status, JSON) of POST /api/v1/updates."""
        return self.api("POST", "updates", updates, channel, connection)

    def say(self, text, person="u1", chat=None, connection=None, **more):
        """One message, which must be accepted; returns the JSON of the answer."""
        status, answer = self.post(update(text, person, chat, **more), connection=connection)
        assert status == 200, (status, answer)
        return answer

    def pull(self, after=0, wait=0, limit=100, confirm=1, channel="bridge", connection=None):
        """The replies of one GET, which confirms as it is told."""
        path = "replies?after=%d&wait=%d&limit=%d&confirm=%d" % (after, wait, limit, confirm)
        status, answer = self.api("GET", path, channel=channel, connection=connection)
        assert status == 200, (status, answer)
        return answer["replies"]

    def replies(self, wait=5, limit=100):
        """New replies of the channel "bridge", after those that this returned before."""
        found = self.pull(self.after, wait, limit)
        if found:
            self.after = found[-1]["id"]
        return found

    def ask(self, text, person="u1", chat=None, wait=5, **more):
        """Says it and returns what came back, as one text."""
        self.say(text, person, chat, **more)
        return "\n".join(r["text"] for r in self.replies(wait))

    def metrics(self):
        """{"xiaodeng_messages_total": 3.0, 'xiaodeng_outbox_rows{state="dead"}': 0.0, …}"""
        _, _, body = self.request("GET", "/metrics")
        lines = (x for x in body.decode().splitlines() if x and x[0] != "#")
        return {k: float(v) for k, v in (x.rsplit(" ", 1) for x in lines)}

    def raw(self, data, timeout=30, to_end=False):
        """Sends bytes on a connection of their own: what comes back, up to the
        end of the first answer or of the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as s:
            try:
                s.sendall(data)
            except OSError:
                pass  # refused in the middle; what was said about it can still be read
            return read_answer(s, to_end)


def with_telegram(telegram, **more):
    """A gateway, not yet started, with a FakeTelegram as its second channel."""
    g = Gateway(sections="[channel telegram]\nkind = telegram\ntoken_file = token\napi = %s\n" % telegram.url, **more)
    with open(os.open(g.path("token"), os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="ascii") as f:
        f.write(telegram.token + "\n")
    return g


def with_places(g):
    """The same gateway, not yet started, with the places and people of tests/fixtures/base."""
    done = g.command("import", os.path.join(ROOT, "tests/fixtures/base"))
    assert done.returncode == 0, done.stderr
    return g


def sanitized():
    """Is the program built with a sanitizer? Then it is several times slower."""
    with open(BINARY, "rb") as f:
        return b"__asan_init" in f.read()


def read_answer(s, to_end=False):
    got = b""
    while True:
        head, end, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head) if end else None
        if length and not to_end and len(body) >= int(length.group(1)):
            return got
        try:
            piece = s.recv(65536)
        except ConnectionResetError:
            return got
        if not piece:
            return got
        got += piece


def status_of(answer):
    found = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    return int(found.group(1)) if found else None


def eventually(what, timeout=60, every=0.02):
    """Waits until what() is true; for things that send no event."""
    limit = time.monotonic() + timeout
    while time.monotonic() < limit:
        found = what()
        if found:
            return found
        time.sleep(every)
    raise AssertionError("it did not come true within %d s" % timeout)


def in_parallel(n, work):
    """Runs work(i) in n threads that start together; the results in order."""
    barrier, results, failures = threading.Barrier(n), [None] * n, []

    def one(i):
        try:
            barrier.wait(30)
            results[i] = work(i)
        except BaseException as e:  # told to the caller below
            failures.append(e)

    threads = [threading.Thread(target=one, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if failures:
        raise failures[0]
    return results


def main(names):
    """Runs the functions test_* of a module's globals(), in order, as TAP.
    With arguments: only those whose name holds one of them."""
    tests = [(k, v) for k, v in names.items() if k.startswith("test_") and callable(v)]
    if len(sys.argv) > 1:
        tests = [t for t in tests if any(a in t[0] for a in sys.argv[1:])]
    print("1..%d" % len(tests), flush=True)
    failed = 0
    for i, (name, test) in enumerate(tests, 1):
        title = name[5:].replace("_", " ")
        try:
            skip = test()
            print("ok %d - %s%s" % (i, title, " # SKIP " + skip if isinstance(skip, str) else ""), flush=True)
        except Exception:
            failed += 1
            print("not ok %d - %s" % (i, title))
            print("".join("# %s\n" % x for x in traceback.format_exc().splitlines()), end="", flush=True)
    sys.exit(1 if failed else 0)
