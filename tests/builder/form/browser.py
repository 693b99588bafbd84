"""A headless Chromium driven over a pipe (DevTools protocol), so that tests need no driver and open no port."""

from __future__ import annotations

import base64
import json
import os
import select
import shlex
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--disable-dev-shm-usage",
    ),
    *("--remote-debugging-pipe", "--window-size=1200,900", "--hide-scrollbars"),
)
_MOST_SECONDS = 20


class Browser:
    """One browser with one page. Whatever the page asks the network for is noted in `requests`."""

    def __init__(self, folder: Path) -> None:
        assert CHROMIUM is not None
        to_browser, self._to = os.pipe()
        self._from, from_browser = os.pipe()
        command = [CHROMIUM, *_FLAGS, f"--user-data-dir={folder / 'profile'}", "about:blank"]
        line = f"exec {shlex.join(command)} 3<&{to_browser} 4>&{from_browser}"
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", line],
            pass_fds=(to_browser, from_browser),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._buffer, self._number = b"", 0
        self._events: list[dict[str, Any]] = []
        self.downloads = folder / "downloads"
        self.downloads.mkdir(exist_ok=True)
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = None
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")
        self._call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.downloads))

    def _call(self, method: str, *, page: bool = True, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if page and getattr(self, "_session", None):
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])
            self._events.append(answer)
            if answer.get("method") == "Page.javascriptDialogOpening":
                self._accept()

    def _accept(self) -> None:
        """Say yes to a question of the page, such as whether to leave it; the answer is not waited for."""
        message = {
            "id": 0,
            "method": "Page.handleJavaScriptDialog",
            "params": {"accept": True},
            "sessionId": self._session,
        }
        os.write(self._to, json.dumps(message).encode() + b"\0")

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + _MOST_SECONDS
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._from], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            read = os.read(self._from, 1 << 20)
            if not read:
                raise RuntimeError("the browser ended")
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        return dict(json.loads(message))

    def go(self, file: Path) -> None:
        """Open a file from disk and wait until it is loaded."""
        self._events.clear()
        self._call("Page.navigate", url=file.as_uri())
        for _ in range(600):
            if self.run("document.readyState === 'complete' && Boolean(globalThis.packgenForm)"):
                return
            time.sleep(0.02)
        raise TimeoutError(f"the page did not load: {self.complaints()}")

    def run(self, expression: str, *values: Any) -> Any:
        """The value of a JavaScript expression; `values` are its $0, $1 ..."""
        names = ",".join(f"${number}" for number in range(len(values)))
        code = f"(async ({names}) => ({expression}))({','.join(json.dumps(value) for value in values)})"
        answer = self._call(
            "Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", str(answer)))
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click the middle of the element, as a mouse does."""
        place = self.run(
            "(e => { e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })(document.querySelector($0))",
            selector,
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)
        self.settle()

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self._call("Input.insertText", text=text)

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press one key: Tab, Enter, Space, ArrowDown."""
        codes = {"Tab": 9, "Enter": 13, "Space": 32, "ArrowDown": 40}
        name, text = (" ", " ") if key == "Space" else (key, "\r" if key == "Enter" else "")
        shared = {"key": name, "code": key, "windowsVirtualKeyCode": codes[key], "modifiers": 8 if shift else 0}
        self._call("Input.dispatchKeyEvent", type="keyDown", text=text, **shared)
        self._call("Input.dispatchKeyEvent", type="keyUp", **shared)
        self.settle()

    def settle(self) -> None:
        """Wait until what was put off to the next turn is done."""
        self.run("new Promise(done => setTimeout(() => requestAnimationFrame(() => done(1)), 5))")

    def until(self, expression: str, *values: Any) -> None:
        """Wait until an expression is true."""
        for _ in range(250):
            if self.run(expression, *values):
                return
            time.sleep(0.02)
        raise AssertionError(f"never true: {expression}")

    def upload(self, selector: str, file: Path) -> None:
        """Choose a file in a file control."""
        document = self._call("DOM.getDocument")["root"]["nodeId"]
        node = self._call("DOM.querySelector", nodeId=document, selector=selector)["nodeId"]
        self._call("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def downloaded(self, name: str) -> Path:
        """The file of this name, once the browser has put it into its downloads."""
        path = self.downloads / name
        for _ in range(500):
            if path.exists() and path.stat().st_size and not list(self.downloads.glob("*.crdownload")):
                return path
            time.sleep(0.02)
        raise TimeoutError(f"{name} was not downloaded; there is {[p.name for p in self.downloads.iterdir()]}")

    def save_to(self, folder: Path) -> None:
        """Let downloads go into `folder`, as where somebody chooses it when the browser asks where to save."""
        self.downloads = folder
        self._call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def look(
        self, *, dark: bool = False, printed: bool = False, width: int = 1200, height: int = 900, zoom: float = 1
    ) -> None:
        """How the page is shown: colours, size of the window in CSS pixels at 100 %."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", media="", features=[scheme])
        shape = {"width": int(width / zoom), "height": int(height / zoom), "deviceScaleFactor": zoom, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", **shape)
        self.settle()

    def picture(self, path: Path, *, whole: bool = False) -> None:
        """Save what the window shows (or the whole page) as PNG."""
        data = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def pdf(self, path: Path) -> None:
        """Print the page."""
        path.write_bytes(base64.b64decode(self._call("Page.printToPDF", preferCSSPageSize=True)["data"]))

    def axtree(self) -> list[dict[str, Any]]:
        """The tree that screen readers see."""
        return list(self._call("Accessibility.getFullAXTree")["nodes"])

    def requests(self) -> list[str]:
        """The addresses that the page asked for since it was opened; its own file and what it downloads aside."""
        self.settle()
        sent = [e["params"]["request"]["url"] for e in self._events if e.get("method") == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("file:", "blob:file:", "blob:null"))]

    def complaints(self) -> list[str]:
        """Exceptions and console errors since the page was opened."""
        self.settle()
        thrown = [e["params"]["exceptionDetails"] for e in self._events if e.get("method") == "Runtime.exceptionThrown"]
        logged = [
            e["params"]["entry"]["text"]
            for e in self._events
            if e.get("method") == "Log.entryAdded" and e["params"]["entry"]["level"] == "error"
        ]
        return [str(t.get("exception", {}).get("description", t)) for t in thrown] + logged

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._to)
        os.close(self._from)
