"""Alerts that an officer sees and may make one incident of: findings, hits of rules, suspicions, support incidents marked as cyber."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

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

    @property
    def key(self) -> str:
        return f"{self.source}:{self.code}"


def _findings(by: Actor, on: date, codes: list[str] | None) -> list[AlertSeen]:
    rows = SecurityFinding.objects.visible_to(by, on=on).still_open().filter(agency__isnull=False)
    rows = rows.filter(code__in=codes) if codes is not None else rows.exclude(kind="information")
    return [
        AlertSeen(
            Source.FINDING, one.code, one.title, one.agency_id or 0, one.machine_id, "", one.last_seen, str(one.machine or ""),
        )
        for one in rows.select_related("machine").order_by("-last_seen", "-pk")[:OF_EACH]
    ]  # fmt: skip


def _hits(by: Actor, on: date, codes: list[str] | None) -> list[AlertSeen]:
    rows = DetectionHit.objects.visible_to(by, on=on).filter(agency__isnull=False).defer("samples")
    rows = rows.filter(code__in=codes) if codes is not None else rows.filter(state=DetectionHit.State.NEW)
    return [
        AlertSeen(
            Source.HIT, one.code, f"{one.rule.title}, {one.machine_name}"[:300], one.agency_id or 0, one.machine_id, "",
            one.last_at or one.at,
        )
        for one in rows.select_related("rule").order_by("-at", "-pk")[:OF_EACH]
    ]  # fmt: skip


def _suspicions(by: Actor, on: date, codes: list[str] | None) -> list[AlertSeen]:
    rows = LogSuspicion.objects.visible_to(by, on=on).filter(agency__isnull=False)
    waiting = LogSuspicion.State.WAITING
    rows = rows.filter(code__in=codes) if codes is not None else rows.filter(state=waiting)
    return [
        AlertSeen(
            Source.SUSPICION, one.code, str(one.get_kind_display()), one.agency_id or 0, one.machine_id, one.target,
            one.last_seen, str(one.machine or one.address),
        )
        for one in rows.select_related("machine").order_by("-last_seen", "-pk")[:OF_EACH]
    ]  # fmt: skip


def _answers(one: SupportIncident) -> int:
    """A receiving desk is part of another agency."""
    desk = one.agency.kind == Agency.Kind.DESK
    return one.agency.parent_id if desk and one.agency.parent_id else one.agency_id


def _support(by: Actor, on: date, codes: list[str] | None) -> list[AlertSeen]:
    rows = SupportIncident.objects.visible_to(by, on=on).filter(cyber=True).select_related("case", "agency")
    rows = rows.filter(case__code__in=codes) if codes is not None else rows
    return [
        AlertSeen(Source.SUPPORT, one.case.code, one.title, _answers(one), None, "", one.case.opened_at)
        for one in rows.order_by("-case__opened_at", "-pk")[:OF_EACH]
    ]


READERS: dict[str, Callable[[Actor, date, list[str] | None], list[AlertSeen]]] = {
    Source.FINDING: _findings,
    Source.HIT: _hits,
    Source.SUSPICION: _suspicions,
    Source.SUPPORT: _support,
}


def offered(by: Actor, on: date, agency_id: int | None = None) -> list[AlertSeen]:
    """Those that wait and are in no incident. Five queries."""
    inside = set(IncidentAlert.objects.filter(parted_at=None).values_list("source", "code"))
    rows = [one for read in READERS.values() for one in read(by, on, None)]
    free = [one for one in rows if (one.source, one.code) not in inside]
    return [one for one in free if agency_id is None or one.agency_id == agency_id]


def chosen_alerts(keys: Iterable[str], by: Actor, on: date) -> list[AlertSeen]:
    """Those of the keys `source:code`, all of one agency and all free. EntryRefused."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, AlertSeen] = {}
    for source, read in READERS.items():
        codes = [key.partition(":")[2] for key in wanted if key.partition(":")[0] == source]
        if codes:
            found |= {one.key: one for one in read(by, on, codes)}
    if not wanted or set(found) != set(wanted):
        raise EntryRefused("alerts", _("Chọn cảnh báo trong danh sách; có cảnh báo không còn ở đó."))
    if len({one.agency_id for one in found.values()}) > 1:
        raise EntryRefused("alerts", _("Các cảnh báo phải của cùng một cơ quan."))
    codes = [one.code for one in found.values()]
    inside = IncidentAlert.objects.filter(parted_at=None, code__in=codes).values_list("source", "code")
    if {f"{source}:{code}" for source, code in inside} & set(found):
        raise EntryRefused("alerts", _("Có cảnh báo đã thuộc một sự cố khác. Tách ở sự cố ấy trước."))
    return [found[key] for key in wanted]
