from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.mailbox.answer_clock import counts_from
from tinhso.press.mailbox.events import PressMailDecided
from tinhso.press.models import PressIssue, PressMail
from tinhso.press.questions.actions.ask_press_question import ask_press_question
from tinhso.press.questions.actions.enter_issue import enter_issue
from tinhso.press.questions.permissions import check_can_enter_issue


@transaction.atomic
def take_over_question(
    *,
    mail: PressMail,
    outlet: str,
    card: str,
    subject: str,
    text: str,
    by: Actor,
    now: datetime,
    wished_on: date | None = None,
) -> PressIssue:
    """The message is a question of a journalist, with the card that it or a reply to us names; its time began when it came.

    Raises: PressForbidden, NoFocalAgency, EntryRefused.
    """
    row = _open(mail, by, now)
    issue = ask_press_question(
        outlet=outlet,
        card=card,
        subject=subject,
        text=text,
        wished_on=wished_on,
        client_key=row.client_key,
        by=by,
        begun_at=counts_from(row, now),
        now=now,
    )
    _decide(row, PressMail.Outcome.TAKEN, issue, "", by, now)
    return issue


@transaction.atomic
def take_over_report(
    *,
    mail: PressMail,
    origin: str,
    subject: str,
    text: str,
    outlet: str,
    rhythm: str,
    title: str,
    url: str,
    day: date,
    by: Actor,
    now: datetime,
) -> PressIssue:
    """The message brings what an outlet reports or passes on, with its article; its time began when it came.

    Raises: PressForbidden, NoFocalAgency, EntryRefused.
    """
    row = _open(mail, by, now)
    issue = enter_issue(
        origin=origin,
        subject=subject,
        text=text,
        outlet=outlet,
        rhythm=rhythm,
        title=title,
        url=url,
        day=day,
        client_key=row.client_key,
        by=by,
        begun_at=counts_from(row, now),
        now=now,
    )
    _decide(row, PressMail.Outcome.TAKEN, issue, "", by, now)
    return issue


@transaction.atomic
def dismiss_mail(
    *, mail: PressMail, reason: str, by: Actor, now: datetime, all_of_sender: bool = False
) -> None:
    """Nothing of the press: it is put aside with a reason, and goes by the rule; with `all_of_sender` so is whatever else of that address
    waits.

    Raises: PressForbidden, EntryRefused.
    """
    check_can_enter_issue(by, local(now).date())
    rows = _locked(mail, all_of_sender)
    row = rows[mail.pk]
    if row.outcome:
        raise EntryRefused("", "Thư này đã được xử lý.")
    if not 5 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do từ 5 đến 500 ký tự.")
    _decide(row, PressMail.Outcome.DISMISSED, None, reason.strip(), by, now)
    for other in rows.values():
        other.refresh_from_db()  # a reply went with what it answers
        if not other.outcome:
            _decide(other, PressMail.Outcome.DISMISSED, None, reason.strip(), by, now)


def _locked(mail: PressMail, all_of_sender: bool) -> dict[int, PressMail]:
    """The message, and whatever else of its sender waits, locked in one order for all: two officers who put one sender's mail aside
    wait for each other."""
    row = PressMail.objects.get(pk=mail.pk)
    chosen = Q(pk=row.pk)
    if all_of_sender and row.address:
        chosen |= Q(address=row.address, outcome="")
    return {one.pk: one for one in PressMail.objects.select_for_update().filter(chosen).order_by("pk")}


def _open(mail: PressMail, by: Actor, now: datetime) -> PressMail:
    """Locked and undecided. Raises: PressForbidden, EntryRefused."""
    check_can_enter_issue(by, local(now).date())
    row = PressMail.objects.select_for_update().get(pk=mail.pk)
    if row.outcome:
        raise EntryRefused("", "Thư này đã được xử lý.")
    return row


def _decide(
    row: PressMail, outcome: str, issue: PressIssue | None, reason: str, by: Actor, now: datetime
) -> None:
    """Open replies to what we wrote about it go the same way."""
    replies = PressMail.objects.select_for_update().filter(answers=row, outcome="").order_by("pk")
    for one in [row, *replies]:
        one.outcome, one.issue, one.reason = outcome, issue, reason
        one.decided_by_id, one.decided_at = by.user_id, now
        one.save(update_fields=["outcome", "issue", "reason", "decided_by", "decided_at"])
        record(PressMailDecided(mail_id=one.pk, outcome=Code(outcome)), by=by, at=now)
