"""Deeds on one task, report, alert or piece of evidence of an incident, named by its number on the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import FINAL, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.security.incidents import forms
from tinhso.security.incidents.actions.hand_over_evidence import hand_over_evidence
from tinhso.security.incidents.actions.hold_evidence import hold_evidence
from tinhso.security.incidents.actions.part_alert import part_alert
from tinhso.security.incidents.actions.send_report import send_report
from tinhso.security.incidents.actions.tick_task import tick_task
from tinhso.security.incidents.permissions import can_lead, can_work_on
from tinhso.security.models import (
    CyberIncident,
    IncidentAlert,
    IncidentEvidence,
    IncidentReport,
    IncidentTask,
)


@dataclass(frozen=True)
class NumberedDeed:
    """`find` gives the thing of that number; None where the incident has none. `leads`: for coordinators alone; `later`: also after
    the end."""

    label: str | Promise
    form: type[django_forms.Form]
    find: Callable[[CyberIncident, int], Any]
    act: Callable[[Any, dict[str, Any], Actor], Any]
    leads: bool = False
    later: bool = False

    def is_open(self, incident: CyberIncident, by: Actor) -> bool:
        """Whether its form is for this officer now."""
        today = clock.today()
        right = can_lead(by, on=today) if self.leads else can_work_on(incident, by, on=today)
        return right and (self.later or State(incident.case.state) not in FINAL)


def task_of(incident: CyberIncident, number: int) -> IncidentTask | None:
    return incident.tasks.select_related("incident").filter(number=number).first()


def report_of(incident: CyberIncident, number: int) -> IncidentReport | None:
    rows = list(incident.reports.select_related("incident").order_by("pk"))
    return rows[number - 1] if 0 < number <= len(rows) else None


def alert_of(incident: CyberIncident, number: int) -> IncidentAlert | None:
    rows = list(incident.alerts.select_related("incident").order_by("pk"))
    return rows[number - 1] if 0 < number <= len(rows) else None


def evidence_of(incident: CyberIncident, number: int) -> IncidentEvidence | None:
    return incident.evidence.select_related("incident", "file").filter(number=number).first()


def _with(name: str, deed: Callable[..., Any], **fixed: Any) -> Callable[[Any, dict[str, Any], Actor], Any]:
    return lambda one, given, by: deed(**{name: one}, by=by, now=clock.now(), **given, **fixed)


NUMBERED: dict[str, NumberedDeed] = {
    "xong-viec": NumberedDeed(_("Đã làm xong việc"), forms.TickForm, task_of, _with("task", tick_task)),
    "da-gui": NumberedDeed(
        _("Ghi đã gửi báo cáo"), forms.SentForm, report_of, _with("report", send_report), later=True
    ),
    "tach-canh-bao": NumberedDeed(
        _("Tách cảnh báo"), forms.HoldForm, alert_of, _with("alert", part_alert)
    ),
    "ban-giao": NumberedDeed(
        _("Bàn giao chứng cứ"), forms.TransferForm, evidence_of, _with("evidence", hand_over_evidence), later=True
    ),
    "giu-lai": NumberedDeed(
        _("Giữ lại theo yêu cầu pháp luật"), forms.HoldForm, evidence_of, _with("evidence", hold_evidence, held=True),
        leads=True, later=True,
    ),
    "thoi-giu": NumberedDeed(
        _("Thôi giữ lại"), forms.HoldForm, evidence_of, _with("evidence", hold_evidence, held=False),
        leads=True, later=True,
    ),
}  # fmt: skip
