"""Alerts that an officer sees and may make one incident of: findings, hits of rules, suspicions, support incidents marked as cyber."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import (
    DetectionHit,
    IncidentAlert,
    LogSuspicion,
    SecurityFinding,
    SupportIncident,
)
from tinhso.security.pages.codes import lock_code

Source = IncidentAlert.Source
OF_EACH = 25
"""How many of each source a form offers, the newest."""


@dataclass(frozen=True)
class AlertSeen:
    source: str
    code: str
    words: str
    agency_id: int
    machine_id: int | None
    value: str
    seen_at: datetime
    where: str = ""
    since: datetime | None = None
    """Of a finding when it opened, the last time: it may come up again after its incident ended."""

    @property
    def key(self) -> str:
        return f"{self.source}:{self.code}"


@dataclass(frozen=True)
class AlertFilter:
    """Those of these codes; else the newest that are in no incident, of one agency or of all that are seen."""

    codes: list[str] | None = None
    agency_id: int | None = None

    def of(self, rows: "QuerySet[Any]", source: str, code: str = "code", since: str = "") -> "QuerySet[Any]":
        if self.codes is not None:
            return rows.filter(**{f"{code}__in": self.codes})
        inside = IncidentAlert.objects.filter(source=source, parted_at=None, code=OuterRef(code))
        if since:
            inside = inside.exclude(over=True, at__lt=OuterRef(since))
        if self.agency_id is not None:
            desk = Q(agency__kind=Agency.Kind.DESK, agency__parent=self.agency_id)
            rows = rows.filter(Q(agency=self.agency_id) | desk)
        return rows.filter(~Exists(inside))

    @property
    def most(self) -> int:
        return OF_EACH if self.codes is None else len(self.codes)


def _findings(by: Actor, on: date, narrow: AlertFilter) -> list[AlertSeen]:
    rows = SecurityFinding.objects.visible_to(by, on=on).still_open().filter(agency__isnull=False)
    rows = rows if narrow.codes is not None else rows.exclude(kind="information")
    return [
        AlertSeen(
            Source.FINDING, one.code, one.title, one.agency_id or 0, one.machine_id, "", one.last_seen, str(one.machine or ""), one.opened_at,
        )
        for one in narrow.of(rows, Source.FINDING, since="opened_at").select_related("machine").order_by("-last_seen", "-pk")[: narrow.most]
    ]  # fmt: skip


def _hits(by: Actor, on: date, narrow: AlertFilter) -> list[AlertSeen]:
    rows = DetectionHit.objects.visible_to(by, on=on).filter(agency__isnull=False).defer("samples")
    rows = rows if narrow.codes is not None else rows.filter(state=DetectionHit.State.NEW)
    return [
        AlertSeen(
            Source.HIT, one.code, f"{one.rule.title}, {one.machine_name}"[:300], one.agency_id or 0, one.machine_id, "",
            one.last_at or one.at,
        )
        for one in narrow.of(rows, Source.HIT).select_related("rule").order_by("-at", "-pk")[: narrow.most]
    ]  # fmt: skip


def _suspicions(by: Actor, on: date, narrow: AlertFilter) -> list[AlertSeen]:
    rows = LogSuspicion.objects.visible_to(by, on=on).filter(agency__isnull=False)
    rows = rows if narrow.codes is not None else rows.filter(state=LogSuspicion.State.WAITING)
    return [
        AlertSeen(
            Source.SUSPICION, one.code, str(one.get_kind_display()), one.agency_id or 0, one.machine_id, one.target,
            one.last_seen, str(one.machine or one.address),
        )
        for one in narrow.of(rows, Source.SUSPICION).select_related("machine").order_by("-last_seen", "-pk")[: narrow.most]
    ]  # fmt: skip


def _answers(one: SupportIncident) -> int:
    """A receiving desk is part of another agency."""
    desk = one.agency.kind == Agency.Kind.DESK
    return one.agency.parent_id if desk and one.agency.parent_id else one.agency_id


def _support(by: Actor, on: date, narrow: AlertFilter) -> list[AlertSeen]:
    seen = SupportIncident.objects.visible_to(by, on=on).filter(cyber=True).select_related("case", "agency")
    rows = narrow.of(seen, Source.SUPPORT, "case__code")
    return [
        AlertSeen(Source.SUPPORT, one.case.code, one.title, _answers(one), None, "", one.case.opened_at)
        for one in rows.order_by("-case__opened_at", "-pk")[: narrow.most]
    ]


READERS: dict[str, Callable[[Actor, date, AlertFilter], list[AlertSeen]]] = {
    Source.FINDING: _findings,
    Source.HIT: _hits,
    Source.SUSPICION: _suspicions,
    Source.SUPPORT: _support,
}


def offered(by: Actor, on: date, agency_id: int | None = None, also: Iterable[str] = ()) -> list[AlertSeen]:
    """Those that wait and are in no incident, with `also` those that somebody comes with from their own pages. Four queries, and five
    more for those."""
    narrow = AlertFilter(agency_id=agency_id)
    rows = {one.key: one for read in READERS.values() for one in read(by, on, narrow)}
    more = {key: one for key, one in _named(also, by, on).items() if key not in rows}
    inside = _in_incidents(list(more.values()))
    return [*(one for key, one in more.items() if key not in inside), *rows.values()]


def _named(keys: Iterable[str], by: Actor, on: date) -> dict[str, AlertSeen]:
    """Those of the keys `source:code` that the officer sees."""
    found: dict[str, AlertSeen] = {}
    for source, read in READERS.items():
        codes = [key.partition(":")[2] for key in keys if key.partition(":")[0] == source]
        if codes:
            found |= {one.key: one for one in read(by, on, AlertFilter(codes))}
    return found


def _in_incidents(alerts: Collection[AlertSeen]) -> set[str]:
    codes = [one.code for one in alerts]
    if not codes:
        return set()
    since = {one.key: one.since for one in alerts}
    rows = IncidentAlert.objects.filter(parted_at=None, code__in=codes)
    return {
        f"{one.source}:{one.code}" for one in rows if not (one.over and _is_anew(one, since.get(f"{one.source}:{one.code}")))
    }  # fmt: skip


def _is_anew(one: IncidentAlert, since: datetime | None) -> bool:
    return since is not None and one.at < since


def chosen_alerts(keys: Iterable[str], by: Actor, on: date) -> list[AlertSeen]:
    """Those of the keys `source:code`, all of one agency and all free; of two who choose one at once the second is refused.
    EntryRefused."""
    chosen = list(dict.fromkeys(keys))
    found = _named(chosen, by, on)
    if not chosen or set(found) != set(chosen):
        raise EntryRefused("alerts", _("Chọn cảnh báo trong danh sách; có cảnh báo không còn ở đó."))
    if len({one.agency_id for one in found.values()}) > 1:
        raise EntryRefused("alerts", _("Các cảnh báo phải của cùng một cơ quan."))
    for key in sorted(found):
        lock_code(f"alert {key}")
    if _in_incidents(list(found.values())) & set(found):
        raise EntryRefused("alerts", _("Có cảnh báo đã thuộc một sự cố khác. Tách ở sự cố ấy trước."))
    return [found[key] for key in chosen]
