from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import forget_person
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.actions.close_overdue import is_known_otherwise
from tinhso.onestop.companies.events import CompanyDelegationAnswered
from tinhso.onestop.companies.notices import tell_delegation
from tinhso.onestop.companies.permissions import check_can_answer
from tinhso.onestop.models import CompanyDelegation


class NotOffered(Exception):
    """It was answered, withdrawn or has run out meanwhile."""


@transaction.atomic
def answer_company_delegation(
    *, delegation: CompanyDelegation, accepts: bool, by: Actor, now: datetime
) -> CompanyDelegation:
    """The employee accepts or refuses; only from then on, and within its days, may they act for the company. The row of words that
    named them is forgotten.

    Raises: NotYourTurn, NotOffered.
    """
    check_can_answer(delegation, by)
    rows = CompanyDelegation.objects.whole().select_for_update(of=("self",))
    row = rows.get(pk=delegation.pk)
    today = now.astimezone(HANOI).date()
    if row.state != CompanyDelegation.State.OFFERED or row.ends_on < today:
        raise NotOffered(row.pk)
    if accepts and not row.representative.holds(today):
        raise NotOffered(row.pk)
    row.state = CompanyDelegation.State.ACCEPTED if accepts else CompanyDelegation.State.REFUSED
    words, row.employee_id, row.employee_number = row.employee, by.person_id or 0, ""
    row.answered_at = now
    row.save(update_fields=["state", "answered_at", "employee", "employee_number"])
    if words.pk != row.employee_id and not is_known_otherwise(words):
        forget_person(person=words, by=by, now=now)
    record(CompanyDelegationAnswered(delegation_id=row.pk, accepted=accepts), by=by, at=now)
    tell_delegation(row, row.state, now, to=row.representative.person)
    return row
