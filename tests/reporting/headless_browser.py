"""Chromium without a window, by the WebDriver protocol over plain HTTP (W3C, 2018)."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-color-profile=srgb", "--disable-dev-shm-usage",
)  # fmt: skip


class Browser:
    """One session; use it in a ``with`` statement."""

    def __init__(self, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        self.size = (width, height)
        self.dark = dark

    def __enter__(self) -> Browser:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        switches = [
            *SWITCHES,
            f"--window-size={self.size[0]},{self.size[1]}",
            f"--user-data-dir={self.profile.name}",
        ]
        capabilities = {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": CHROMIUM, "args": switches},
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        for _ in range(100):
            try:
                made = self._call(
                    "POST", "/session", {"capabilities": {"alwaysMatch": capabilities}}
                )
                break
            except (ConnectionError, urllib.error.URLError):
                time.sleep(0.1)
        self.session = f"/session/{made['sessionId']}"
        metrics = {"width": self.size[0], "height": self.size[1], "deviceScaleFactor": 1}
        self.chrome("Emulation.setDeviceMetricsOverride", {**metrics, "mobile": False})
        scheme = "dark" if self.dark else "light"
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.chrome("Emulation.setEmulatedMedia", {"features": features})
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._call("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            self.profile.cleanup()

    def open(self, path: Path | str) -> None:
        self._post("/url", {"url": Path(path).resolve().as_uri()})

    def run(self, script: str, *arguments: object) -> object:
        """What the script returns: it runs as the body of a function."""
        return self._post("/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str) -> object:
        """What the script hands to the callback, its last argument."""
        return self._post("/execute/async", {"script": script, "args": []})

    def chrome(self, command: str, parameters: dict) -> object:
        return self._post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def click(self, selector: str) -> None:
        found = self._post("/element", {"using": "css selector", "value": selector})
        self._post(f"/element/{found[ELEMENT]}/click", {})

    def keys(self, text: str) -> None:
        """Press keys, where the focus is."""
        actions = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def console(self) -> list[str]:
        """What the console has said since it was last asked."""
        return [entry["message"] for entry in self._post("/se/log", {"type": "browser"})]

    def screenshot(self, path: Path | str) -> None:
        Path(path).write_bytes(base64.b64decode(self._call("GET", f"{self.session}/screenshot")))

    def _post(self, path: str, body: dict):
        return self._call("POST", self.session + path, body)

    def _call(self, method: str, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()[:600]) from None


if __name__ == "__main__":  # PAGE.html PICTURE.png [WIDTH HEIGHT]: a picture for the documentation
    import sys

    page, picture, *size = sys.argv[1:]
    with Browser(*map(int, size)) as browser:
        browser.open(page)
        browser.screenshot(picture)
