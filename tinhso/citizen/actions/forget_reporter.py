from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, check_is_applicant
from tinhso.citizen.actions.discard_report_draft import discard_report_draft
from tinhso.citizen.events import ReporterErased
from tinhso.citizen.models import Report, ReportComment, ReportDraft, Reporter, SenderCheck
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.people.public import (
    Person,
    User,
    drop_pseudonyms,
    forget_person,
    left_pseudonyms,
    own_persons,
)


@transaction.atomic
def forget_reporter(*, report: Report, by: Actor, now: datetime) -> None:
    """Name, phone, e-mail and salt of whoever reported go, and the words as written become the moderated ones.

    The report itself stays: the street still has its hole. By its sender or the system; a second time nothing
    happens. NotYourTurn. The person goes too where it was made for this report alone.
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


def forget_sender(user: User, now: datetime) -> None:
    """The owner closes the account: drafts go, comments lose their words, every report its reporter.

    The log tells of it in the night, with that of others (`forget_left_reporters`): in the same moment as the end of the account
    it would say whose reports they were.
    """
    for draft in ReportDraft.objects.filter(owner=user):
        discard_report_draft(draft=draft, now=now)
    ReportComment.objects.filter(author=user).update(text="", state=ReportComment.State.HIDDEN, flags=[])
    if user.person_id is None:
        return
    for report in Report.objects.filter(own_persons("case__person_id", user.person_id)):
        erase_contact(report)
    drop_pseudonyms(owner_id=user.person_id)


def forget_left_reporters(*, now: datetime) -> int:
    """Every night: reports whose sender closed the account lose what is left of them. How many."""
    left = Report.objects.filter(reporter__erased_at=None, case__person__in=left_pseudonyms())
    reports = list(left.select_related("case__person").order_by("pk")[:10_000])
    for report in reports:
        forget_reporter(report=report, by=SYSTEM, now=now)
    return len(reports)
