"""Legal time: the real clock plus the instance's offset, which is zero everywhere but in a demo.

Technical time (sessions, one-time codes, tokens, certificates, `recorded_at`, schedules) is the real clock and
never comes from here. Views and jobs ask once, at the edge, and hand the moment down as `now=`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.statements.cached_query import cached_query
from tinhso.kernel.site.statements.prepared_statements import planned

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
_read: ContextVar[list[Instance | None] | None] = ContextVar("instance of this request", default=None)


@cached_query()
def the_instance() -> QuerySet[Instance]:
    return Instance.objects.all()


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, the instance is read at most once, so that one request knows one clock; jobs read it each time."""
    token = _read.set([])
    try:
        yield
    finally:
        _read.reset(token)


def read_anew() -> None:
    """For whoever has just changed the instance."""
    if (read := _read.get()) is not None:
        read.clear()


def row() -> Instance | None:
    """The instance as it stands, None before the set-up; one short query, of a request only the first time."""
    read = _read.get()
    if read is None:
        return the_instance.first()
    if not read:
        read.append(the_instance.first())
    return read[0]


def offset() -> timedelta:
    """How far the instance's legal clock stands from the real one; one short query, of a request only the first time."""
    if _read.get() is not None:
        found = row()
        return found.clock_offset if found else timedelta()
    with planned() as cursor:
        cursor.execute("select clock_offset from site_instance order by id limit 1")
        held = cursor.fetchone()
    return held[0] if held else timedelta()


def now() -> datetime:
    """This moment by the law of the instance, aware, in Asia/Ho_Chi_Minh."""
    return (timezone.now() + offset()).astimezone(HANOI)


def today() -> date:
    return now().date()
