"""A headless Chromium driven through chromedriver's W3C WebDriver HTTP API,
with nothing but the standard library."""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"enter": "\ue007", "shift": "\ue008", "escape": "\ue00c", "tab": "\ue004"}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"]


def missing():
    """What is not installed, or None."""
    if not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")):
        return "no chromium"
    return None if shutil.which("chromedriver") else "no chromedriver"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class BrowserError(Exception):
    pass


class Browser:
    def __init__(self, width=1280, height=800, dark=False, scale=1):
        self.profile = tempfile.mkdtemp(prefix="browser-")
        self.port = free_port()
        self.driver = subprocess.Popen([shutil.which("chromedriver"), "--port=%d" % self.port],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.session = ""
        binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        options = {"binary": binary, "args": FLAGS + ["--user-data-dir=" + self.profile]}
        try:
            self._ready()
            answer = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
                "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
            self.session = "/session/" + answer["sessionId"]
            self.size(width, height, scale)
            self.media(dark=dark)
        except BaseException:
            self.close()
            raise

    def _ready(self):
        end = time.monotonic() + 20
        while True:
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except OSError:
                pass
            if time.monotonic() > end:
                raise BrowserError("chromedriver does not start")
            time.sleep(0.05)

    def _call(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request("http://127.0.0.1:%d%s" % (self.port, path), data, method=method,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            value = json.load(e)["value"]
            raise BrowserError(value["error"] + ": " + value["message"].split("\n")[0]) from None

    def close(self):
        if self.session:
            try:
                self._call("DELETE", self.session)
            except (OSError, BrowserError):
                pass
        self.driver.terminate()
        self.driver.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def devtools(self, command, **parameters):
        return self._call("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def size(self, width, height, scale=1):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False)

    def media(self, dark=False, still=True):
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"}])

    def open(self, url):
        self._call("POST", self.session + "/url", {"url": url})

    def run(self, script, *args):
        return self._call("POST", self.session + "/execute/sync", {"script": script, "args": list(args)})

    def wait(self, script, *args, seconds=10):
        """Until the script returns something true, which is returned."""
        end = time.monotonic() + seconds
        while True:
            value = self.run(script, *args)
            if value:
                return value
            if time.monotonic() > end:
                raise BrowserError("in vain: " + script)
            time.sleep(0.05)

    def element(self, selector):
        return self._call("POST", self.session + "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self._call("POST", self.session + "/element/" + self.element(selector) + "/click")

    def click_text(self, selector, text):
        """The first visible element of the selector that has the text."""
        found = self.wait("""return [...document.querySelectorAll(arguments[0])].find(
            e => e.textContent.includes(arguments[1]) && e.getClientRects().length)""", selector, text)
        self._call("POST", self.session + "/element/" + found[ELEMENT] + "/click")

    def type(self, selector, text):
        self._call("POST", self.session + "/element/" + self.element(selector) + "/value", {"text": text})

    def press(self, *keys):
        """Keys go to whatever has the focus; pressed together."""
        keys = [KEYS.get(k, k) for k in keys]
        actions = [{"type": "keyDown", "value": k} for k in keys] + [{"type": "keyUp", "value": k} for k in reversed(keys)]
        self._call("POST", self.session + "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def tab(self):
        """A new tab, made the current one; returns its handle."""
        handle = self._call("POST", self.session + "/window/new", {"type": "tab"})["handle"]
        self.switch(handle)
        return handle

    def handle(self):
        return self._call("GET", self.session + "/window")

    def switch(self, handle):
        self._call("POST", self.session + "/window", {"handle": handle})

    def fresh(self, origin, width, height, dark=False, scale=1):
        """As if it had just been started: one new tab, nothing remembered of the origin."""
        kept = self.tab()
        for handle in self._call("GET", self.session + "/window/handles"):
            if handle != kept:
                self.switch(handle)
                self._call("DELETE", self.session + "/window")
        self.switch(kept)
        self.devtools("Network.clearBrowserCookies")
        self.devtools("Storage.clearDataForOrigin", origin=origin, storageTypes="all")
        self.size(width, height, scale)
        self.media(dark)
        self.console()
        return self

    def console(self):
        """What the page complained about since the last call."""
        return self._call("POST", self.session + "/se/log", {"type": "browser"})

    def picture(self, file):
        with open(file, "wb") as f:
            f.write(base64.b64decode(self._call("GET", self.session + "/screenshot")))
        return os.path.getsize(file)
