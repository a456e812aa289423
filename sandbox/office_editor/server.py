"""SANDBOX: a pretended office suite: its discovery, and a page in a frame that opens, saves and closes over WOPI."""

import secrets
from html import escape
from http.server import ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from sandbox.answers import Answers
from sandbox.faults import Faults
from sandbox.office_editor.docx import lines_of, with_lines
from sandbox.office_editor.wopi import MOST, NotWopi, Refused, Reply, Session

MAX_BODY = 2 * 1024 * 1024
MOST_OPEN = 50
DISCOVERY = """<?xml version="1.0" encoding="utf-8"?>
<wopi-discovery><net-zone name="external-http"><app name="writer">
<action ext="docx" name="edit" default="true" requires="locks,update" urlsrc="{url}/soan/?&lt;ui=UI_LLCC&amp;&gt;&lt;thm=THEME_ID&amp;&gt;"/>
<action ext="docx" name="view" urlsrc="{url}/soan/?"/></app></net-zone></wopi-discovery>"""
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SANDBOX</title><style>body{{font:16px sans-serif;margin:1em}}textarea{{width:100%;box-sizing:border-box;font:inherit}}button{{font:inherit;padding:.5em 1em}}</style>
<h1>SANDBOX: bộ soạn thảo giả lập</h1>{body}"""


def over_http(method: str, address: str, headers: dict[str, str], body: bytes) -> Reply:
    request = Request(address, data=body if method == "POST" else None, headers=headers, method=method)  # noqa: S310
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=20) as answer:
            return answer.status, dict(answer.headers.items()), answer.read(MOST + 1)
    except HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read(10_000)


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-office-editor"

    def do_GET(self) -> None:  # noqa: N802
        path = urlsplit(self.path).path
        if path == "/hosting/discovery":
            if self.server.faults.down:
                self.close_connection = True
                return
            self.send(200, "text/xml; charset=utf-8", DISCOVERY.format(url=self.server.url).encode())
        elif path == "/healthz":
            self.json(200, {"service": "office_editor", "sandbox": True})
        elif path == "/sandbox/loi":
            self.json(200, self.server.faults.as_json())
        elif path == "/":
            self._page("<p>Mở từ trang của một dự thảo.</p>")
        else:
            self.json(404, {"error": "not found"})

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        parts = urlsplit(self.path)
        if parts.path == "/soan/":
            src = parse_qs(parts.query).get("WOPISrc", [""])[-1]
            self._tried(lambda: self._open(src, self.form(content).get("access_token", "")))
        elif parts.path == "/luu/":
            given = self.form(content)
            self._tried(lambda: self._save(given))
        elif parts.path == "/sandbox/loi":
            self.server.faults.set(self.form(content))
            self.json(200, self.server.faults.as_json())
        else:
            self.json(404, {"error": "not found"})

    def _tried(self, deed) -> None:  # noqa: ANN001
        try:
            deed()
        except Refused as refused:
            held = f" Khóa hiện có: {escape(refused.lock)}." if refused.lock else ""
            self._page(
                f"<p role=alert>Máy chủ từ chối ({refused.status}): {escape(refused.words)}.{held}</p>"
            )
        except (NotWopi, URLError, ValueError, KeyError) as error:
            self._page(f"<p role=alert>Không đúng giao thức WOPI: {escape(str(error))}</p>")

    def _open(self, src: str, token: str) -> None:
        if not src.startswith(self.server.hosts):
            raise NotWopi("WOPISrc")
        session = Session(over_http, src, token, lock_name=f"sandbox-{urlsplit(src).path.rpartition('/')[2]}")
        session.check_file()
        session.lock()
        if session.get_lock() != session.lock_name:
            raise NotWopi("GetLock")
        self._editing(self.server.remember(session, session.get_file()))

    def _save(self, given: dict[str, str]) -> None:
        key = given.get("phien", "")
        session, content = self.server.open[key]
        count = len(lines_of(content))
        lines = [given.get(f"dong{n}", "").strip() for n in range(count)]
        content = with_lines(content, lines)
        if given.get("viec") != "dong":
            session.put_file(content)
            self.server.open[key] = (session, content)
            self._editing(key, f"<p role=status>Đã lưu phiên bản {escape(session.version)}.</p>")
            return
        session.unlock()
        del self.server.open[key]
        self._page("<p role=status>Đã đóng.</p>")

    def _editing(self, key: str, message: str = "") -> None:
        session, content = self.server.open[key]
        rows = "".join(
            f'<p><textarea name="dong{n}" rows="{1 + len(line) // 80}" aria-label="Đoạn {n + 1}">{escape(line)}</textarea></p>'
            for n, line in enumerate(lines_of(content))
        )
        who = escape(str(session.info.get("UserFriendlyName", "")))
        name = escape(str(session.info["BaseFileName"]))
        buttons = (
            '<button name="viec" value="luu">Lưu</button> <button name="viec" value="dong">Đóng</button>'
        )
        self._page(
            f'<p>{name} · {who} · phiên bản {escape(session.version)}</p>{message}<form method="post" action="/luu/">'
            f'<input type="hidden" name="phien" value="{key}">{rows}{buttons}</form>'
        )

    def _page(self, body: str) -> None:
        self.page(PAGE.format(body=body).encode())


class Server(ThreadingHTTPServer):
    """Listens on this machine alone, and calls nobody but hosts on it."""

    daemon_threads = True
    hosts = ("http://127.0.0.1:", "http://localhost:")

    def __init__(self, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.faults = Faults()
        self.open: dict[str, tuple[Session, bytes]] = {}

    def remember(self, session: Session, content: bytes) -> str:
        while len(self.open) >= MOST_OPEN:
            del self.open[next(iter(self.open))]
        key = secrets.token_urlsafe(16)
        self.open[key] = (session, content)
        return key

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
