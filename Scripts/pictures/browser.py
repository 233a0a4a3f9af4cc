"""Chromium, driven by the W3C's WebDriver protocol: JSON over HTTP to chromedriver, and nothing but the standard library."""
import base64
import http.client
import json
import os
import re
import shutil
import subprocess
import tempfile

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver §12.3


class Refused(Exception):
    """What the driver would not do."""


class Browser:
    """A window in light or dark, at a desktop or a phone. It reaches nothing but this machine."""

    LOOKS = {
        "light-desktop": (1280, 860, 1, False),
        "dark-desktop": (1280, 860, 1, True),
        "light-phone": (390, 844, 2, False),
        "dark-phone": (390, 844, 2, True),
    }

    def __init__(self, look):
        self.width, self.height, self.scale, self.is_dark = self.LOOKS[look]
        self.profile = tempfile.mkdtemp(prefix="pictures-")
        # Times stand on the pages by the browser's clock.
        self.program = subprocess.Popen(["/usr/bin/chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "TZ": "Europe/London"})
        self.port = next(int(found[1]) for line in self.program.stdout
                         if (found := re.search(r"started successfully on port (\d+)", line)))
        session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                f"--user-data-dir={self.profile}", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ]},
            "goog:loggingPrefs": {"browser": "SEVERE"},
            "timeouts": {"implicit": 20_000, "pageLoad": 60_000},
        }}})
        self.session = f"/session/{session['sessionId']}"
        scheme = "dark" if self.is_dark else "light"
        self.developer("Emulation.setEmulatedMedia",
                       {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.resize(self.height)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.ask("GET", "/shutdown")
        except OSError:
            pass
        self.program.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def ask(self, method, path, members=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            body = json.dumps(members or {}) if method == "POST" else None
            connection.request(method, path, body, {"Content-Type": "application/json; charset=utf-8"})
            response = connection.getresponse()
            value = json.loads(response.read() or b"{}").get("value")
        finally:
            connection.close()
        if response.status != 200:
            raise Refused(f"{path}: {(value or {}).get('message', response.status)}")
        return value

    def developer(self, command, parameters):
        return self.ask("POST", self.session + "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, height):
        self.developer("Emulation.setDeviceMetricsOverride", {
            "width": self.width, "height": height, "deviceScaleFactor": self.scale, "mobile": self.width < 500,
        })

    def element(self, selector):
        found = self.ask("POST", self.session + "/element", {"using": "css selector", "value": selector})
        return f"{self.session}/element/{found[ELEMENT]}"

    def open(self, url):
        self.ask("POST", self.session + "/url", {"url": url})

    def click(self, selector):
        element = self.element(selector)
        # Bars lie over the edges of the window.
        self.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })", selector)
        self.ask("POST", element + "/click")

    def type(self, text, selector):
        element = self.element(selector)
        self.ask("POST", element + "/clear")
        self.ask("POST", element + "/value", {"text": text})

    def run(self, script, *arguments):
        return self.ask("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def forget(self):
        """Signs out: no cookie is left."""
        self.ask("DELETE", self.session + "/cookie")

    def complaints(self):
        """What the console says is wrong, but for statuses, which pages of faults have on purpose."""
        lines = self.ask("POST", self.session + "/se/log", {"type": "browser"})
        return [line["message"] for line in lines if "responded with a status of" not in line["message"]]

    def picture(self, height=None):
        """PNG of the page, or of so much of it, in pixels of CSS."""
        self.run("scrollTo(0, 0); document.activeElement?.blur()")
        # A window as high as the page, so that what is fixed to its bottom stands there.
        page = self.developer("Page.getLayoutMetrics", {})["cssContentSize"]["height"]
        self.resize(height or max(self.height, round(page)))
        try:
            data = self.developer("Page.captureScreenshot", {"format": "png"})["data"]
        finally:
            self.resize(self.height)
        return base64.b64decode(data)
