from datetime import datetime

from django.db import transaction

from tinhso.casework.public import limit_until, relimit_case
from tinhso.documents.assignments.events import AssignmentExtensionDecided
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_can_decide, check_not_past_due
from tinhso.documents.models import Assignment, ExtensionRequest
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused

LONGEST_ANSWER = 1000
State = ExtensionRequest.State


@transaction.atomic
def decide_extension(
    *, assignment: Assignment, grant: bool, by: Actor, now: datetime, answer: str = ""
) -> ExtensionRequest:
    """Quyết định gia hạn: a leader of the giver grants the later day in time, and the clock goes until then, or refuses with a reason.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_decide(assignment, by)
    check_not_secret(NONE, [answer])
    words = answer.strip()
    if len(words) > LONGEST_ANSWER or (not grant and not words):
        raise EntryRefused("answer", f"Không gia hạn thì ghi lý do; tối đa {LONGEST_ANSWER} ký tự.")
    row = assignment.extensions.select_for_update().filter(state=State.WAITING).first()
    if row is None:
        raise EntryRefused("", "Không có đề nghị gia hạn nào chờ quyết định.")
    if grant:
        check_not_past_due(assignment, now)
        _relimit(assignment, row, by=by, now=now)
    row.state = State.GRANTED if grant else State.REFUSED
    row.decided_by_id, row.decided_at, row.answer = by.user_id, now, words
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])
    event = AssignmentExtensionDecided(case_id=assignment.pk, extension_id=row.pk, decision=Code(row.state))
    record(event, by=by, at=now)
    notify_people(assignment, "extension_decided", at_work(assignment, now), now=now, mark=row.pk)
    return row


def _relimit(assignment: Assignment, row: ExtensionRequest, *, by: Actor, now: datetime) -> None:
    """Counted from the giving as before; the day that was asked for lies after the due moment, and that after now."""
    case = assignment.case
    since = case.accepted_at or now
    limit = limit_until(row.until, agency_id=case.agency_id, now=since, source="Gia hạn nhiệm vụ")
    relimit_case(case=case, limit=limit, by=by, now=now)
    case.refresh_from_db(fields=["due_at"])
