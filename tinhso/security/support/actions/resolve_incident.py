from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, State, pause_case, resume_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import KnownError, SupportIncident, SupportMessage
from tinhso.security.support.events import SupportIncidentResolved
from tinhso.security.support.notices import notify_reporter
from tinhso.security.support.permissions import check_can_support
from tinhso.security.support.way import is_resolved
from tinhso.security.support.writing import needed, write_down


@transaction.atomic
def resolve_incident(
    *,
    incident: SupportIncident,
    ver: int,
    cause: str,
    solution: str,
    cyber: bool | None,
    cyber_reason: str,
    known_error: KnownError | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """The desk says what it was, what was done, and whether it was a cyber incident, with the reason. The reporter confirms; until
    then the desk's time stands still.

    Raises: SecurityForbidden, Conflict, NotYourTurn, Stale, Unlawful, EntryRefused.
    """
    check_can_support(incident, by)
    case = incident.case
    if is_resolved(incident):
        raise Conflict(case.pk)
    if case.state == State.PAUSED:  # the desk found out without the answer
        resume_case(case=case, ver=ver, by=by, now=now)
        ver = case.ver
    _write(incident, cause, solution, cyber, cyber_reason, known_error, now)
    write_down(incident, SupportMessage.Part.SOLUTION, incident.solution, by=by, now=now)
    words = "Đã khắc phục, chờ người báo xác nhận."
    pause_case(case=case, ver=ver, reason="LAY_Y_KIEN", text=words, by=by, now=now)
    event = SupportIncidentResolved(
        case_id=case.pk, cyber=bool(cyber), known_error_id=incident.known_error_id
    )
    record(event, by=by, at=now)
    notify_reporter(incident, "resolved", now=now)


def _write(
    incident: SupportIncident,
    cause: str,
    solution: str,
    cyber: bool | None,
    cyber_reason: str,
    known_error: KnownError | None,
    now: datetime,
) -> None:
    if cyber is None:
        raise EntryRefused("cyber", "Chọn có phải sự cố an toàn thông tin mạng hay không.")
    if known_error is not None and known_error.system != incident.system:
        raise EntryRefused("known_error", "Lỗi đã biết này của phần mềm khác.")
    incident.cause = needed("cause", cause, "Ghi nguyên nhân.")
    incident.solution = needed("solution", solution, "Ghi cách đã khắc phục.")
    incident.cyber_reason = needed("cyber_reason", cyber_reason, "Ghi lý do của kết luận.", 1000)
    incident.cyber, incident.known_error, incident.resolved_at = cyber, known_error, now
    fields = ["cause", "solution", "cyber", "cyber_reason", "known_error", "resolved_at"]
    incident.save(update_fields=fields)
