"""The way to the outlets: only hosts of the list, as their robots.txt lets, one request at a time to each, with what we know
of the last answer. Nothing of it runs in a transaction."""

import logging
import time
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError

from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.messages.public_fetch import AGENT, UNCHANGED, BadAnswer, Fetched, FetchFailed, Limits, fetch
from tinhso.lib.news.feed import MOST_OCTETS
from tinhso.lib.news.reading import read_feed
from tinhso.lib.news.robots import MOST_OCTETS as MOST_OF_ROBOTS
from tinhso.lib.news.robots import Robots, read_robots
from tinhso.press.models import NewsSource
from tinhso.press.monitoring.actions.intake_articles import intake_articles
from tinhso.press.monitoring.actions.note_reading import note_failure, note_rules, note_turn, note_unchanged

logger = logging.getLogger(__name__)
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
LEAST_GAP = timedelta(seconds=10)
RULES_LAST = timedelta(days=1)
SECONDS_OF_A_RUN = 40.0
LIMITS = Limits(octets=MOST_OCTETS, seconds=20, idle=8, redirects=3)
OPEN_FAULTS = range(400, 500)
MOST_RULES = 500
FAULTS = (
    ArithmeticError,
    AttributeError,
    DatabaseError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What an answer that nobody foresaw may do to its reader."""
NOT_UNDERSTOOD = "Hệ thống không xử lý được câu trả lời của báo; người quản trị xem nhật ký."


def read_due_sources(*, now: datetime) -> int:
    """Those whose turn it is, one of each host, as long as the run may last; how many were asked. Whatever one of them does
    to us, the others are read."""
    ends, hosts, asked = time.monotonic() + SECONDS_OF_A_RUN, set(), 0
    for source in NewsSource.objects.due(now)[:200]:
        if time.monotonic() > ends:
            break
        if source.host in hosts or _is_too_soon(source, now):
            continue
        hosts.add(source.host)
        asked += 1
        note_turn(source=source, now=now)
        try:
            read_source(source, now=now)
        except FAULTS:
            logger.exception("source %s of news could not be read", source.pk)
            note_failure(source=source, problem=NOT_UNDERSTOOD, by=SYSTEM, now=now)
    return asked


def _is_too_soon(source: NewsSource, now: datetime) -> bool:
    """Whether the host was asked a moment ago, by the pause that its rules want."""
    gap = max(LEAST_GAP, timedelta(seconds=source.delay))
    return NewsSource.objects.filter(host=source.host, checked_at__gt=now - gap).exists()


def read_source(source: NewsSource, *, now: datetime) -> None:
    """Ask once, and note whatever comes of it."""
    try:
        robots, source = _robots(source, now)
        if not robots.lets(source.url):
            note_failure(
                source=source, problem="robots.txt của báo không cho máy đọc địa chỉ này.", by=SYSTEM, now=now
            )
            return
        fetched, content = _fetch(source, source.url, octets=MOST_OCTETS, conditions=_conditions(source))
    except BadAnswer as error:
        note_failure(source=source, problem=str(error), wait=error.wait, by=SYSTEM, now=now)
        return
    except FetchFailed as error:
        note_failure(source=source, problem=str(error), by=SYSTEM, now=now)
        return
    if fetched.status == UNCHANGED:
        note_unchanged(source=source, now=now)
        return
    _take(source, fetched, content, now)


def _take(source: NewsSource, fetched: Fetched, content: bytes, now: datetime) -> None:
    charset = (
        fetched.headers.get("content-type", "")
        .lower()
        .partition("charset=")[2]
        .partition(";")[0]
        .strip("\"' ")
    )
    feed = read_feed(content, url=source.url, now=now, charset=charset, month_first=source.month_first)
    if not feed.items and feed.problems:
        note_failure(source=source, problem=feed.problems[0].why, by=SYSTEM, now=now)
        return
    etag, modified = (_plain(fetched.headers.get(name, "")) for name in ("etag", "last-modified"))
    intake_articles(source=source, feed=feed, etag=etag, modified=modified, by=SYSTEM, now=now)


def _plain(header: str) -> str:
    """A validator as it may be sent back: printable ASCII, or nothing."""
    return header if header.isascii() and header.isprintable() and len(header) <= 200 else ""


def _conditions(source: NewsSource) -> dict[str, str]:
    known = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    return {name: value for name, value in known.items() if value}


def _robots(source: NewsSource, now: datetime) -> tuple[Robots, NewsSource]:
    """The rules of the host, asked for once a day: none where the file is not there (4xx). Raises FetchFailed else."""
    if source.rules_at is None or source.rules_at <= now - RULES_LAST:
        parts = urlsplit(source.url)
        try:
            _fetched, content = _fetch(source, f"https://{parts.netloc}/robots.txt", octets=MOST_OF_ROBOTS)
            found = read_robots(content, AGENT)
        except BadAnswer as error:
            if error.status not in OPEN_FAULTS or error.status == 429:
                raise
            found = Robots()
        delay = int(found.delay)
        source = note_rules(source=source, rules=list(found.rules[:MOST_RULES]), delay=delay, now=now)
    return Robots(tuple((str(path), bool(lets)) for path, lets in source.rules), source.delay), source


def _fetch(
    source: NewsSource, url: str, *, octets: int, conditions: dict[str, str] | None = None
) -> tuple[Fetched, bytes]:
    """By the one way to strangers' addresses. In the demo outlets of `.example.vn` are played by a sandbox of this machine."""
    limits = Limits(octets=octets, seconds=LIMITS.seconds, idle=LIMITS.idle, redirects=LIMITS.redirects)
    stand_in = settings.NEWS_STAND_IN if source.host.endswith(".example.vn") else ""
    if stand_in:
        address = f"{stand_in}/{url.removeprefix('https://')}"
        hosts = (urlsplit(stand_in).hostname or "",)
        return fetch(
            address, limits=limits, local=True, accept=ACCEPT, conditions=conditions or {}, hosts=hosts
        )
    found = fetch(
        url,
        limits=limits,
        local=settings.FETCH_LOCAL,
        accept=ACCEPT,
        conditions=conditions or {},
        hosts=(source.host,),
    )
    if not found[0].url.startswith("https://"):
        raise FetchFailed("Báo chuyển sang địa chỉ không mã hóa (http://); không đọc.")
    return found
