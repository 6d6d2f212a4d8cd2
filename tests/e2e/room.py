"""A gateway with a chat room, and a client that speaks to it as a browser does."""
import atexit
import http.client
import json

from gateway import Gateway


def room(sample=True, password=None, **settings):
    """Not started. password: what the file holds."""
    section = "[channel room]\nkind = room\n"
    if password:
        section += "password_file = password\n"
    g = Gateway(channels=("bridge",), settings=settings, sections=section, arguments=["--sample"] if sample else [])
    if password:
        with open(g.path("password"), "w", encoding="utf-8") as f:
            f.write(password + "\n")
    return g


def shared(*args, **more):
    """A started one that lives until the end of the program; the same for the same arguments."""
    key = repr((args, more))
    if key not in shared.all:
        g = room(*args, **more)
        shared.all[key] = g.start()
        atexit.register(g.__exit__, None)
    return shared.all[key]


shared.all = {}


def port_kept(g):
    """The same port after a restart, so that a page can find it again."""
    with open(g.config, encoding="utf-8") as f:
        text = f.read()
    with open(g.config, "w", encoding="utf-8") as f:
        f.write(text.replace("127.0.0.1:0", "127.0.0.1:%d" % g.port))


class Client:
    """One browser's worth of cookies."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.cookies = {}

    def ask(self, method, path, body=None, seconds=30, **headers):
        """(status, headers, body); the body parsed when it is JSON. A header that is None is not sent."""
        head = {"Host": "127.0.0.1:%d" % self.gateway.port}
        if self.cookies:
            head["Cookie"] = "; ".join("%s=%s" % c for c in self.cookies.items())
        if body is not None:
            head["Content-Type"] = "application/json"
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
            head["Content-Length"] = str(len(body))
        head.update({name.replace("_", "-"): value for name, value in headers.items()})
        connection = http.client.HTTPConnection("127.0.0.1", self.gateway.port, timeout=seconds)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in head.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if "json" in (answer.headers.get("Content-Type") or ""):
            content = json.loads(content)
        return answer.status, answer.headers, content

    def status(self, method, path, body=None, **headers):
        return self.ask(method, path, body, **headers)[0]

    def state(self):
        status, _, state = self.ask("GET", "/room/state")
        assert status == 200, (status, state)
        return state

    def say(self, text=None, who=None, name=None, group=None, **more):
        """(status, answer)"""
        body = {"as": {"id": who, "name": name}, "chat": {"id": group, "type": "group"} if group else {"type": "private"}}
        if text is not None:
            body["text"] = text
        body.update(more)
        status, _, answer = self.ask("POST", "/room/say", body)
        return status, answer

    def events(self, after=0, wait=0, boot=None):
        path = "/room/events?after=%d&wait=%d" % (after, wait)
        status, _, answer = self.ask("GET", path + ("&boot=" + boot if boot else ""))
        assert status == 200, (status, answer)
        return answer

    def said(self, after):
        """What people said after this event."""
        return [e for e in self.events(after)["events"] if e["kind"] == "said"]
