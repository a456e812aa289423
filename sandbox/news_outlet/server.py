"""SANDBOX: pretended outlets over HTTP, one path each: robots.txt, RSS, Atom, JSON Feed, news sitemap, switches for faults.

`/<host>/rss/tin.rss` is what `https://<host>/rss/tin.rss` would be.
"""

import json
import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape
from http.server import ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

from sandbox.answers import Answers
from sandbox.faults import NAMES, Faults
from sandbox.news_outlet.stories import MARK, OUTLETS, Newsroom

MAX_BODY = 64 * 1024
ROBOTS = b"User-agent: *\nDisallow: /rieng/\nCrawl-delay: 1\n"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
Rows = list[tuple[str, str, str, datetime]]


@dataclass
class NewsFaults(Faults):
    """Besides the common ones: `garbage` sends bytes that are no feed, `html` a page instead, `broken` cuts the feed in the
    middle, `huge` announces more than anybody reads."""

    names: ClassVar[tuple[str, ...]] = (*NAMES, "garbage", "html", "broken", "huge")
    garbage: float = 0.0
    html: float = 0.0
    broken: float = 0.0
    huge: float = 0.0


class Handler(Answers):
    server: "Server"
    server_version = "SANDBOX-news"

    def do_GET(self) -> None:  # noqa: N802
        path = urlsplit(self.path).path
        host, _, rest = path.lstrip("/").partition("/")
        if path == "/healthz":
            self.json(200, {"service": "news_outlet", "sandbox": True})
        elif path == "/sandbox/loi":
            self.json(200, self.server.faults.as_json())
        elif path == "/":
            self._home()
        elif host in OUTLETS:
            self._outlet(host, f"/{rest}")
        else:
            self.json(404, {"error": "not found"})

    def do_POST(self) -> None:  # noqa: N802
        content = self.content(MAX_BODY)
        if content is None:
            return
        if urlsplit(self.path).path == "/sandbox/loi":
            self.server.faults.set(self.form(content))
            self.json(200, self.server.faults.as_json())
        else:
            self.json(404, {"error": "not found"})

    def _outlet(self, host: str, path: str) -> None:
        faults = self.server.faults
        self.server.paths.append(f"{host}{path}")
        if faults.delay:
            time.sleep(faults.delay)
        if faults.down or faults.strikes("lose"):
            self.close_connection = True
            return
        if path == "/robots.txt":
            self.send(200, "text/plain", ROBOTS)
        elif faults.strikes("busy"):
            self._busy()
        elif (kind := KINDS.get(path)) is not None:
            self._feed(*kind(host, self.server.newsroom.of(host)))
        else:
            self._article(host, path)

    def _busy(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "7200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _feed(self, media_type: str, body: bytes) -> None:
        faults = self.server.faults
        if faults.strikes("huge"):
            self.send(200, media_type, b" " * 5_500_000)
            return
        if faults.strikes("garbage"):
            body = bytes(range(256)) * 8
        elif faults.strikes("html"):
            media_type, body = "text/html", b"<!doctype html><html><body>502</body></html>"
        elif faults.strikes("broken"):
            body = body[: len(body) * 2 // 3]
        mark = f'"{sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == mark:
            self.send_response(304)
            self.send_header("ETag", mark)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", mark)
        self.send_header("X-Sandbox", "1")
        self.end_headers()
        half = faults.strikes("lose_answer")
        self.wfile.write(body[: len(body) // 2] if half else body)
        self.close_connection = half

    def _article(self, host: str, path: str) -> None:
        for url, title, text, _at in self.server.newsroom.of(host):
            if url.endswith(path):
                self.page(
                    f"<!doctype html><html lang=vi><meta charset=utf-8><title>SANDBOX</title><h1>{escape(title)}</h1><p>{escape(text)}</p>".encode()
                )
                return
        self.json(404, {"error": "not found"})

    def _home(self) -> None:
        rows = "".join(f"<li>{escape(name)}: {host}</li>" for host, name in OUTLETS.items())
        self.page(
            f"<!doctype html><html lang=vi><meta charset=utf-8><title>SANDBOX</title><h1>SANDBOX: báo giả lập (số mô phỏng)</h1><ul>{rows}</ul>".encode()
        )


def rss(host: str, rows: Rows) -> tuple[str, bytes]:
    """With dates as many Vietnamese outlets write them, and the same guid for all."""
    items = "".join(
        f"<item><title>{escape(title)}</title><link>{url}?utm_source=rss</link><guid>1</guid><description><![CDATA[<p>{escape(text)}</p>]]></description>"
        f"<pubDate>{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y %H:%M} (GMT+7)</pubDate></item>"
        for url, title, text, at in rows
    )  # fmt: skip
    return (
        "application/rss+xml",
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{OUTLETS[host]} {MARK}</title>{items}</channel></rss>'.encode(),
    )


def atom(host: str, rows: Rows) -> tuple[str, bytes]:
    items = "".join(
        f'<entry><title>{escape(title)}</title><id>{url}</id><link href="{url}"/><published>{at.isoformat()}</published><content type="html">{escape(text)}</content></entry>'
        for url, title, text, at in rows
    )
    return (
        "application/atom+xml",
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{OUTLETS[host]} {MARK}</title>{items}</feed>'.encode(),
    )


def json_feed(host: str, rows: Rows) -> tuple[str, bytes]:
    items = [
        {"id": url, "url": url, "title": title, "content_text": text, "date_published": at.isoformat()}
        for url, title, text, at in rows
    ]
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{OUTLETS[host]} {MARK}",
        "items": items,
    }
    return "application/feed+json", json.dumps(value, ensure_ascii=False).encode()


def news_sitemap(host: str, rows: Rows) -> tuple[str, bytes]:
    items = "".join(
        f"<url><loc>{url}</loc><n:news><n:publication><n:name>{OUTLETS[host]}</n:name></n:publication><n:publication_date>{at.isoformat()}</n:publication_date><n:title>{escape(title)}</n:title></n:news></url>"
        for url, title, _text, at in rows
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    return "application/xml", f"<urlset {spaces}>{items}</urlset>".encode()


KINDS = {
    "/rss/tin.rss": rss,
    "/rieng/tin.rss": rss,
    "/atom.xml": atom,
    "/feed.json": json_feed,
    "/tin-moi-sitemap.xml": news_sitemap,
}


class Server(ThreadingHTTPServer):
    """Listens on this machine alone; `paths` are what was asked for."""

    daemon_threads = True

    def __init__(self, *, port: int = 0, offset: float = 0.0, newsroom: Newsroom | None = None) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.faults, self.newsroom = NewsFaults(), newsroom or Newsroom(offset)
        self.paths: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
