from datetime import datetime, timedelta

from django.db import transaction

from tinhso.citizen.models import ReceptionVisit
from tinhso.citizen.reception.times import reception_limits
from tinhso.citizen.sender.actions.forget_reporter import forget_if_alone
from tinhso.kernel.people.public import User
from tinhso.kernel.site.clock import HANOI

ROWS = 2_000
NOTHING = {"name": "", "phone": "", "person": None, "case_code": "", "priority": False}


def forget_visitors(*, now: datetime) -> int:
    """Name, telephone, person and the number that was noted go so many days after the reception as the rule says; times,
    states and counts stay. How many."""
    today = now.astimezone(HANOI).date()
    last = today - timedelta(days=reception_limits(today).contact_days)
    old = ReceptionVisit.objects.filter(day__day__lt=last).exclude(
        name="", phone="", person=None, case_code=""
    )
    rows = list(old.select_related("person").order_by("pk")[:ROWS])
    for visit in rows:
        forget_visit(visit, now)
    return len(rows)


@transaction.atomic
def forget_visit(visit: ReceptionVisit, now: datetime) -> None:
    """The person goes too where it was made for this booking alone."""
    ReceptionVisit.objects.filter(pk=visit.pk).update(**NOTHING)
    if not visit.by_account:
        forget_if_alone(visit.person, 0, now)


def forget_own_visits(user: User, now: datetime) -> None:
    """The owner closes the account: open bookings end, and nothing of the person stays in any."""
    mine = ReceptionVisit.objects.of(user.person_id)
    mine.open().update(state=ReceptionVisit.State.CANCELLED)
    mine.update(**NOTHING)


def forget_number(case_code: str) -> int:
    """A feedback that was noted went to the private register: no visit leads to it any more. How many did."""
    noted = ReceptionVisit.objects.filter(case_code=case_code, outcome=ReceptionVisit.Outcome.FEEDBACK)
    return noted.update(case_code="")
