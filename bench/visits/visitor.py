"""One visitor of a running portal: a kept-alive connection, cookies, and what each answer cost."""

import http.client
import re
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
AGENT = {"Accept": "text/html", "Accept-Language": "vi"}


@dataclass(frozen=True)
class Answer:
    """`ms` by the clock until the last byte; queries, web and db (CPU ms) as the measured server tells them."""

    status: int
    body: bytes
    ms: float
    location: str = ""
    queries: int = 0
    web: float = 0.0
    db: float = 0.0

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Visitor:
    """`address` is the one of 127.0.0.0/8 to come from: doors count look-ups by address."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.port, self.address = port, address
        self.cookies: dict[str, str] = {}
        self.token = ""
        self._connect()

    def _connect(self) -> None:
        self.line = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=120, source_address=(self.address, 0)
        )

    def come_from(self, address: str) -> None:
        """Another address, hence another connection."""
        self.line.close()
        self.address = address
        self._connect()

    def ask(
        self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded"
    ) -> Answer:
        """GET, or POST where there is a body; a connection that the server closed meanwhile is opened again."""
        headers = AGENT | {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": kind, "Referer": f"http://127.0.0.1:{self.port}{path}"}
        try:
            return self._ask(path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.come_from(self.address)
            return self._ask(path, body, headers)

    def _ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        began = time.perf_counter()
        self.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        received = answer.read()
        ms = 1000 * (time.perf_counter() - began)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        if found := FORM.search(received.decode(errors="replace")):
            self.token = found[1]
        cost = dict(part.split("=") for part in answer.headers.get("X-Cost", "").split(";") if part)
        return Answer(
            answer.status,
            received,
            ms,
            answer.headers.get("Location", ""),
            int(cost.get("queries", 0)),
            float(cost.get("web", 0)),
            float(cost.get("db", 0)),
        )

    def send(self, path: str, **values: str) -> Answer:
        """A form, with the token of the page seen last."""
        return self.ask(path, urlencode({"csrfmiddlewaretoken": self.token} | values).encode())

    def become(self, username: str) -> "Visitor":
        """Sign in as a member of the cast, by the button that everybody has. SystemExit where there is none."""
        self.ask("/dang-nhap/")
        answer = self.send("/dang-nhap/vai/", username=username)
        if answer.status != 302 or "tinhso" not in self.cookies:
            raise SystemExit(f"{username}: signing in answered {answer.status}")
        return self
