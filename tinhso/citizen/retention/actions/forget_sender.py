from datetime import datetime

from tinhso.citizen.intake.actions.discard_report_draft import discard_report_draft
from tinhso.citizen.models import Report, ReportComment, ReportDraft
from tinhso.citizen.sender.actions.forget_reporter import erase_contact, forget_reporter
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import (
    User,
    drop_pseudonyms,
    left_pseudonyms,
    own_persons,
)


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
