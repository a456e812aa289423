from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Stale, withdraw_office_case
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_can_follow
from tinhso.documents.models import Assignment, ExtensionRequest
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Dừng nhiệm vụ: the giver does not want it any more, and says why; who was at it is told.

    Raises: DocumentsForbidden, Stale, SecretDocument, EntryRefused.
    """
    check_can_follow(assignment, by)
    check_not_secret(NONE, [text])
    if assignment.case.ver != ver:
        raise Stale(assignment.pk)
    if not 1 <= len(text.strip()) <= 1000:
        raise EntryRefused("text", "Ghi lý do dừng nhiệm vụ, tối đa 1000 ký tự.")
    people = at_work(assignment, now)
    withdraw_office_case(case=assignment.case, ver=ver, text=text.strip(), by=by, now=now)
    assignment.extensions.filter(state=ExtensionRequest.State.WAITING).update(
        state=ExtensionRequest.State.REFUSED, decided_by_id=by.user_id, decided_at=now, answer=text.strip()
    )
    notify_people(assignment, "withdrawn", people, now=now)
