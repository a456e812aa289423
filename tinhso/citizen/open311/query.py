"""The filters of GET requests and updates, read strictly: what cannot be read is 400 with its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from tinhso.citizen.models import Report
from tinhso.citizen.models.report import ReportQuerySet
from tinhso.citizen.open311.answer import Refused
from tinhso.lib.dates import HANOI, in_reach

DAYS, MOST, PAGE = 90, 1000, 100
MOST_IDS = 200


@dataclass(frozen=True)
class Window:
    """Two moments at most DAYS apart."""

    start: datetime
    end: datetime


def whole() -> ReportQuerySet:
    """Published reports with all that a request tells; the photos in one more query."""
    related = ("case__agency", "category", "commune", "reopens__case")
    return Report.objects.published().select_related(*related).prefetch_related("photos__file")


def found_requests(given: Mapping[str, str], *, now: datetime) -> list[Report]:
    """At most MOST reports, the newest first. `service_request_id` overrides all other filters. Refused."""
    number, size = _number(given, "page", 1, 10_000), _number(given, "page_size", PAGE, MOST)
    rows = whole().order_by("-sent_at", "-pk")
    if ids := _listed(given.get("service_request_id", "")):
        if len(ids) > MOST_IDS:
            raise Refused(400, f"service_request_id: at most {MOST_IDS}")
        rows = rows.filter(case__code__in=[one.upper() for one in ids])
    else:
        rows = _narrowed(rows, given, now)
    return list(rows[(number - 1) * size : number * size])


def _narrowed(rows: ReportQuerySet, given: Mapping[str, str], now: datetime) -> ReportQuerySet:
    window = read_window(given, now=now)
    rows = rows.filter(sent_at__gte=window.start, sent_at__lte=window.end)
    if codes := _listed(given.get("service_code", "")):
        rows = rows.filter(category__code__in=codes)
    states = set(_listed(given.get("status", "")))
    if states - {"open", "closed"}:
        raise Refused(400, "status: open or closed")
    if len(states) == 1:
        rows = rows.open() if states == {"open"} else rows.closed()
    return rows


def found_updates(window: Window) -> list[Report]:
    """Reports of which something became in the window, at most MOST."""
    between = (window.start, window.end)
    moved = (
        Q(sent_at__range=between) | Q(case__accepted_at__range=between) | Q(case__finished_at__range=between)
    )
    return list(whole().filter(moved).order_by("-sent_at")[:MOST])


def read_window(given: Mapping[str, str], *, now: datetime) -> Window:
    """`start_date` and `end_date`; one alone reaches DAYS, both are held to DAYS before the end. Refused."""
    start, end = _moment(given, "start_date"), _moment(given, "end_date")
    if start and not end:
        end = min(now, start + timedelta(days=DAYS)) if start <= now else start
    end = end or now
    start = start or end - timedelta(days=DAYS)
    if start > end:
        raise Refused(400, "start_date is after end_date")
    return Window(max(start, end - timedelta(days=DAYS)), end)


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    text = given.get(name, "").strip().replace(" ", "+")  # a plus that was not escaped
    if not text:
        return None
    try:
        found = parse_datetime(text if "T" in text else f"{text}T00:00:00")
    except ValueError:
        found = None
    if found is None or not in_reach(found):  # a day at the end of all time has no neighbours
        raise Refused(400, f"{name}: not a time like 2024-03-08T09:00:00+07:00")
    return found if found.tzinfo else found.replace(tzinfo=HANOI)


def _number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or len(text) > 8 or int(text) < 1:
        raise Refused(400, f"{name}: a whole number from 1")
    return min(int(text), most)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\x00", "").split(",") if part.strip()]
