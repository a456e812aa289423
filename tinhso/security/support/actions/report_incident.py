from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, open_case, submit_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.roles import SupportDesk
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.lib.language.vietnamese import fold
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.pages.codes import code_of, lock_code
from tinhso.security.support.events import SupportIncidentReported
from tinhso.security.support.permissions import check_can_report_incident
from tinhso.security.support.shared_systems import systems_on
from tinhso.security.support.way import KIND, RECEIVE, desk_on, limit_of, process
from tinhso.security.support.writing import needed, write_down

TITLE = "Sự cố phần mềm dùng chung"


@transaction.atomic
def report_incident(
    *,
    system: str,
    severity: str,
    title: str,
    text: str,
    file: StoredFile | None = None,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> SupportIncident:
    """An officer reports what does not work; the support desk of the day has `security.support_receive_limit` to receive it. The
    same form sent twice is one incident.

    Raises: SecurityForbidden, EntryRefused, NotYourFile.
    """
    check_can_report_incident(by)
    code = f"SC-{code_of(client_key, by.user_id).upper()}"
    lock_code(code)
    if earlier := SupportIncident.objects.filter(case__code=code).select_related("case").first():
        return earlier
    words = needed("title", title, "Ghi ngắn gọn điều gì không làm được.", 200)
    if system not in dict(systems_on(local(now).date())):
        raise EntryRefused("system", "Chọn phần mềm gặp sự cố.")
    if severity not in SupportIncident.Severity.values:
        raise EntryRefused("severity", "Chọn mức ảnh hưởng.")
    case = _open(code, by=by, now=now)
    incident = SupportIncident.objects.create(
        case=case,
        agency_id=by.agency_id or 0,
        reporter_id=by.user_id,
        system=system,
        title=words,
        folded=fold(f"{code} {words}"),
        reported_severity=severity,
    )
    event = SupportIncidentReported(
        case_id=case.pk, agency_id=incident.agency_id, system=Code(system), severity=Code(severity)
    )
    record(event, by=by, at=now)
    write_down(incident, SupportMessage.Part.REPORT, text, file=file, by=by, now=now)
    return incident


def _open(code: str, *, by: Actor, now: datetime) -> Case:
    """A case that waits for the desk; its title says nothing of the incident."""
    today = local(now).date()
    case = open_case(
        kind=KIND,
        code=code,
        title=TITLE,
        agency=desk_on(today),
        source=Case.Source.INTERNAL,
        process=process(),
        by=by,
        now=now,
    )
    submit_case(
        case=case,
        ver=case.ver,
        code=code,
        reply=limit_of("security.support_receive_limit", today),
        reply_role=SupportDesk.code,
        act=RECEIVE,
        by=by,
        now=now,
    )
    return case
