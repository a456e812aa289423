"""What stands on the page of an incident."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import State, history
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import Cell, Column, Fact, Table
from tinhso.kernel.site.shapes import Entry, Step
from tinhso.lib.dates import local, vn_datetime
from tinhso.lib.numbers import vn_number
from tinhso.security.incidents.contacts import numbers_for
from tinhso.security.incidents.law import criteria_on, first_steps, step_label, steps_of
from tinhso.security.incidents.listing import severity_words, standing
from tinhso.security.incidents.way import APPROVE, WITH_ANOTHER
from tinhso.security.models import CyberIncident, IncidentReport

MOST_LINES = 300


def page_of(incident: CyberIncident, by: Actor, now: datetime) -> dict[str, Any]:
    """About twenty queries, however much was written."""
    tasks = list(incident.tasks.select_related("done_by").order_by("number"))
    return {
        "incident": incident,
        "case": incident.case,
        "standing": standing(incident),
        "steps": _steps(incident),
        "plain": [one for one in first_steps() if one.kind == incident.kind],
        "numbers": numbers_for(incident.agency_id, clock.today()),
        "facts": _facts(incident, by),
        "summary": _summary(incident),
        "reports": _reports(incident, now),
        "tasks": [(one, step_label(incident.rules, one.step)) for one in tasks],
        "done": sum(1 for one in tasks if one.done_at),
        "assets": list(incident.assets.select_related("system", "machine").order_by("pk")),
        "alerts": list(enumerate(incident.alerts.select_related("machine").order_by("pk"), 1)),
        "lines": _lines(incident),
        "most_lines": MOST_LINES if incident.entries.count() > MOST_LINES else 0,
        "merged": _merged(incident, by),
        "evidence": _evidence(incident),
        "breach": _breach(incident),
        "history": history(incident.case, for_citizen=False),
    }


def _steps(incident: CyberIncident) -> list[Step]:
    """None of one that ended with another: it did not go them itself."""
    keys = [row["key"] for row in steps_of(incident.rules)]
    case = incident.case
    if case.outcome == WITH_ANOTHER:
        return []
    over = case.state == State.DONE or case.step in (APPROVE, "close")
    here = len(keys) if over else keys.index(case.step) if case.step in keys else 0
    return [
        Step(row["label"], "done" if place < here else "now" if place == here else "next")
        for place, row in enumerate(steps_of(incident.rules))
    ]


def _facts(one: CyberIncident, by: Actor) -> list[Fact]:
    day = local(one.detected_at).date()
    words = [c.words for c in criteria_on(day) if c.code in one.criteria]
    facts = [
        Fact(_("Cơ quan có sự cố"), one.agency.name),
        Fact(_("Loại"), str(one.get_kind_display())),
        Fact(_("Mức độ"), severity_words(one)),
        Fact(_("Phát hiện lúc"), vn_datetime(one.detected_at)),
        Fact(_("Người báo"), one.reporter.full_name if one.reporter else "–"),
        Fact(_("Đơn vị chuyên trách"), one.case.agency.name),
        Fact(_("Quy định áp dụng"), steps_of(one.rules)[0]["source"]),
    ]
    if words:
        facts.append(Fact(_("Tiêu chí"), "; ".join(words)))
    if one.plan:
        facts.append(Fact(_("Phương án"), one.plan))
    main = one.merged_into
    if main and CyberIncident.objects.visible_to(by, on=clock.today()).filter(pk=main.pk).exists():
        url = reverse("cyber_incident", args=[main.case.code])
        facts.append(Fact(_("Đã gộp vào"), main.case.code, url=url))
    return facts


def _summary(one: CyberIncident) -> list[Fact]:
    found = []
    if one.restored_at:
        found.append(Fact(_("Khôi phục lúc"), vn_datetime(one.restored_at)))
    if one.cause:
        by = one.summarised_by.full_name if one.summarised_by else "–"
        found += [
            Fact(_("Nguyên nhân"), one.cause),
            Fact(_("Bài học"), one.lesson),
            Fact(_("Người tổng kết"), by),
        ]
    return found  # fmt: skip


def _reports(incident: CyberIncident, now: datetime) -> list[tuple[int, IncidentReport, bool, bool]]:
    """Each with its number, whether it is late, and whether the law asks for it still."""
    rows = incident.reports.order_by("pk")
    waits = set(incident.reports.still_asked().values_list("pk", flat=True))
    return [
        (number, one, one.is_late(now), bool(one.sent_at) or one.pk in waits)
        for number, one in enumerate(rows, 1)
    ]


def _lines(incident: CyberIncident) -> list[Entry]:
    rows = incident.entries.select_related("machine", "by", "corrects").order_by("-happened_at", "-number")
    return [
        Entry(
            title=f"{one.number}. {one.get_kind_display()}{_(' dòng %(n)s') % {'n': one.corrects.number} if one.corrects else ''}",
            at=one.happened_at,
            by=one.by.full_name if one.by else "",
            text="\n".join(part for part in (one.text, _where(one)) if part),
        )
        for one in rows[:MOST_LINES]
    ]


def _where(one: Any) -> str:
    parts = []
    if one.machine:
        parts.append(_("Máy: %(name)s") % {"name": one.machine})
    if one.indicator:
        parts.append(_("Chỉ dấu: %(value)s") % {"value": one.indicator})
    return ". ".join(parts)


def _merged(incident: CyberIncident, by: Actor) -> Table | None:
    """Those merged into it that this officer may know of: another agency's stay with that agency."""
    rows = incident.merged.all() & CyberIncident.objects.visible_to(by, on=clock.today())
    found = list(rows.select_related("case", "agency").order_by("detected_at", "pk"))
    if not found:
        return None
    title = _("Sự cố đã gộp vào đây")
    return Table(
        title,
        [Column(_("Số")), Column(_("Sự cố")), Column(_("Cơ quan")), Column(_("Phát hiện"))],
        [
            [
                Cell(one.case.code, url=reverse("cyber_incident", args=[one.case.code])),
                one.title,
                one.agency.name,
                vn_datetime(one.detected_at),
            ]
            for one in found
        ],
    )


def _evidence(incident: CyberIncident) -> list[tuple[Any, Table]]:
    rows = incident.evidence.select_related("machine", "held_by", "file").prefetch_related("transfers")
    return [(one, _transfers(one)) for one in rows.order_by("number")]


def _transfers(evidence: Any) -> Table:
    head = [_("Lúc"), _("Bên giao"), _("Bên nhận"), _("Lý do, nơi giao"), _("Đúng SHA-256")]
    rows = sorted(evidence.transfers.all(), key=lambda one: one.number)
    return Table(
        _("Bàn giao chứng cứ số %(n)s") % {"n": evidence.number},
        [Column(label) for label in head],
        [
            [
                vn_datetime(one.handed_at),
                one.giver,
                one.receiver,
                one.purpose,
                Cell(_("Đúng")) if one.intact else Cell(_("SAI"), tone="late"),
            ]
            for one in rows
        ],
    )


def _breach(incident: CyberIncident) -> list[Fact]:
    one = getattr(incident, "data_breach", None)
    if one is None:
        return []
    many = _("chưa biết") if one.persons_count is None else vn_number(one.persons_count)
    notify = _("Có") if one.persons_due else _("Không")
    return [
        Fact(_("Phát hiện vi phạm lúc"), vn_datetime(one.found_at)),
        Fact(_("Loại dữ liệu"), one.data_kinds),
        Fact(_("Dữ liệu nhạy cảm"), _("Có") if one.sensitive else _("Không")),
        Fact(_("Số người"), many),
        Fact(_("Hậu quả có thể có"), one.consequences),
        Fact(_("Biện pháp"), one.measures),
        Fact(_("Phải thông báo cho người có dữ liệu"), f"{notify}: {one.persons_reason}"),
    ]
