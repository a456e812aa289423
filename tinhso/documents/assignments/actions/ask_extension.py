from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.casework.public import Case
from tinhso.documents.assignments.events import AssignmentExtensionAsked
from tinhso.documents.assignments.notices import leaders_and_clerks, notify_people
from tinhso.documents.assignments.permissions import check_can_report, check_not_past_due
from tinhso.documents.models import Assignment, ExtensionRequest
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

LONGEST_REASON = 1000
FARTHEST = timedelta(days=366)
MOST_EXTENSIONS = 50


@transaction.atomic
def ask_extension(
    *, assignment: Assignment, until: date, reason: str, by: Actor, now: datetime
) -> ExtensionRequest:
    """Xin gia hạn: the agency asks for a later day in time and says why; the giver's leaders are told. One waits at a time.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    case = assignment.case = Case.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    check_can_report(assignment, by)
    check_not_secret(NONE, [reason])
    check_not_past_due(assignment, now)
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise EntryRefused("reason", f"Ghi lý do xin gia hạn, tối đa {LONGEST_REASON} ký tự.")
    was_due, today = local(case.due_at or now).date(), local(now).date()
    if not max(was_due, today) < until <= max(was_due, today) + FARTHEST:
        raise EntryRefused("until", "Hạn mới phải sau hạn hiện tại và sau hôm nay, không quá một năm.")
    rows = ExtensionRequest.objects.filter(assignment=assignment)
    if rows.filter(state=ExtensionRequest.State.WAITING).exists():
        raise EntryRefused("until", "Đề nghị gia hạn trước chưa được quyết định.")
    if rows.count() >= MOST_EXTENSIONS:
        raise EntryRefused("until", f"Một nhiệm vụ xin gia hạn tối đa {MOST_EXTENSIONS} lần.")
    made = ExtensionRequest.objects.create(
        assignment=assignment,
        was_due=was_due,
        until=until,
        reason=reason.strip(),
        by_id=by.user_id or 0,
        at=now,
    )
    record(AssignmentExtensionAsked(case_id=assignment.pk, extension_id=made.pk, until=until), by=by, at=now)
    people = leaders_and_clerks(assignment.giver_id, now)
    notify_people(assignment, "extension_asked", people, now=now, mark=made.pk)
    return made
