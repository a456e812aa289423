from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, let_see, open_case, submit_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.scan_reports.secrets import strike_out
from tinhso.security.incidents.alerts import chosen_alerts
from tinhso.security.incidents.course import past
from tinhso.security.incidents.events import CyberIncidentReported
from tinhso.security.incidents.law import rules_on
from tinhso.security.incidents.linking import attach
from tinhso.security.incidents.notices import notify_reported
from tinhso.security.incidents.permissions import check_can_open_for, check_can_report_cyber
from tinhso.security.incidents.way import (
    KIND,
    RECEIVE_LIMIT,
    VERIFY,
    answering_agency,
    limit_of,
    process,
    unit_on,
)
from tinhso.security.models import CyberIncident
from tinhso.security.pages.codes import code_of, lock_code
from tinhso.security.support.writing import needed

TITLES = {False: "Sự cố an toàn thông tin mạng", True: "Diễn tập ứng cứu sự cố an toàn thông tin mạng"}


@transaction.atomic
def report_cyber_incident(
    *,
    kind: str,
    title: str,
    text: str,
    detected_at: datetime | None,
    exercise: bool = False,
    alerts: Iterable[str] = (),
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> CyberIncident:
    """Any officer tells of an incident at the own agency; the specialised unit of the day receives it, and who is on duty there is notified. Out of `alerts` (keys of
    `chosen_alerts`) it belongs to their agency; that, and an exercise, is for who answers for it. The same form sent twice is one.

    Raises: SecurityForbidden, EntryRefused.
    """
    check_can_report_cyber(by)
    code = f"ATTT-{code_of(client_key, by.user_id).upper()}"
    lock_code(code)
    if earlier := CyberIncident.objects.filter(case__code=code).select_related("case").first():
        return earlier
    today = local(now).date()
    words, story, found_at = _checked(kind, title, text, detected_at, now)
    linked = chosen_alerts(alerts, by, today) if alerts else []
    agency = answering_agency(linked[0].agency_id if linked else by.agency_id or 0)
    if exercise or linked:
        check_can_open_for(agency.pk, by, on=today)
    rules = rules_on(local(found_at).date())
    case = _open(code, agency, rules, exercise, by=by, now=now)
    incident = CyberIncident.objects.create(
        case=case, agency=agency, reporter_id=by.user_id, exercise=exercise, kind=kind, rules=rules, title=words, text=story,
        folded=fold(f"{code} {words}"), detected_at=found_at,
    )  # fmt: skip
    event = CyberIncidentReported(
        case_id=case.pk, agency_id=agency.pk, incident_kind=Code(kind), exercise=exercise
    )
    record(event, by=by, at=now)
    attach(incident, linked, by=by, now=now)
    notify_reported(incident, now)
    return incident


def _checked(
    kind: str, title: str, text: str, detected_at: datetime | None, now: datetime
) -> tuple[str, str, datetime]:
    """Title, story and moment as they are written down. EntryRefused."""
    if kind not in CyberIncident.Kind.values:
        raise EntryRefused("kind", "Chọn điều đã thấy.")
    words = needed("title", strike_out(title), "Ghi ngắn gọn điều đã thấy.", 200)
    story = needed("text", strike_out(text), "Ghi diễn biến.", 4000)
    found_at = past("detected_at", detected_at, now)
    return words, story, found_at


def _open(code: str, agency: Agency, rules: str, exercise: bool, *, by: Actor, now: datetime) -> Case:
    """A case that waits for the specialised unit; its title says nothing of the incident."""
    today = local(now).date()
    case = open_case(
        kind=KIND,
        code=code,
        title=TITLES[exercise],
        agency=unit_on(today),
        source=Case.Source.INTERNAL,
        process=process(rules),
        by=by,
        now=now,
    )
    submit_case(
        case=case,
        ver=case.ver,
        code=code,
        reply=limit_of(RECEIVE_LIMIT, today),
        reply_role=SecurityCoordinator.code,
        act=VERIFY,
        by=by,
        now=now,
    )
    for role in (SecurityOfficer, Head):
        let_see(case.pk, agency_id=agency.pk, role=role.code)
    return case
