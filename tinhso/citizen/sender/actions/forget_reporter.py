from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, check_is_applicant
from tinhso.citizen.models import Report, Reporter, SenderCheck
from tinhso.citizen.sender.events import ReporterErased
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.people.public import (
    Person,
    User,
    forget_person,
)


@transaction.atomic
def forget_reporter(*, report: Report, by: Actor, now: datetime) -> None:
    """Name, phone, e-mail and salt of whoever reported go, and the words as written become the moderated ones.

    The report itself stays: the street still has its hole. By its sender or the system; a second time nothing
    happens. Raises: NotYourTurn. The person goes too where it was made for this report alone.
    """
    if not by.system:
        check_is_applicant(report.case, by)
    if not Reporter.objects.filter(report=report, erased_at=None).update(erased_at=now):
        return
    for check in SenderCheck.objects.filter(report=report).select_related("person"):  # it holds the phone too
        check.delete()
        forget_if_alone(check.person, report.case_id, now)
    erase_contact(report)
    record(ReporterErased(case_id=report.case_id), by=SYSTEM, at=now)
    forget_if_alone(report.case.person, report.case_id, now)


def erase_contact(report: Report) -> None:
    """The rows themselves, without a word in the log."""
    nothing = dict.fromkeys(("name", "phone", "email"), "")
    Reporter.objects.filter(report=report).update(**nothing, confirmed=False, salt=b"")
    report.anonymous, report.description, report.address = True, report.shown_text, report.shown_address
    report.attributes = report.shown_attributes
    report.save(update_fields=["anonymous", "description", "address", "attributes"])


def forget_if_alone(person: Person | None, case_id: int, now: datetime) -> None:
    """Whoever has an account, or another case than this one, stays known: the deed is about one record."""
    if person is None or person.erased_at is not None or User.objects.filter(person=person).exists():
        return
    if not Case.objects.filter(person=person).exclude(pk=case_id).exists():
        forget_person(person=person, by=SYSTEM, now=now)
