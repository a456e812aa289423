from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import JournalistRequest, PressIssue
from tinhso.press.questions.issue_process import open_issue

FARTHEST = timedelta(days=60)


def checked_card(text: str, day: date) -> str:
    """The number of a press card as the rule of that day writes it: letters, then digits. Raises: EntryRefused."""
    card = "".join(text.split()).upper().replace("-", "")
    letters = card.rstrip("0123456789")
    digits = card[len(letters) :]
    limits = rule_or("press.card_form", {"letters": [0, 20], "digits": [0, 20]}, on=day)
    fits = all(
        low <= len(part) <= high
        for part, (low, high) in ((letters, limits["letters"]), (digits, limits["digits"]))
    )
    if not fits or not card or not card.isascii() or (letters and not letters.isalpha()):
        raise EntryRefused("card", "Số thẻ nhà báo gồm chữ rồi số như in trên thẻ, ví dụ IBT01234.")
    return card


@transaction.atomic
def ask_press_question(
    *,
    outlet: str,
    card: str,
    subject: str,
    text: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
    wished_on: date | None = None,
    begun_at: datetime | None = None,
) -> PressIssue:
    """A journalist asks; outlet and press card, as the law has it, and nothing else. The log names nobody.
    What came by mail (`begun_at`) is judged by the rules of the day it came; agency and wished day are of now.

    With a day it is an appointment that is wished for: the same way, the same grounds of refusal, the same clock.

    Raises: NoFocalAgency, EntryRefused.
    """
    if not 2 <= len(outlet.strip()) <= 120:
        raise EntryRefused("outlet", "Ghi tên cơ quan báo chí từ 2 đến 120 ký tự.")
    number = checked_card(card, local(begun_at or now).date())
    _check_day(wished_on, local(now).date())
    issue, first = open_issue(
        origin=PressIssue.Origin.APPOINTMENT if wished_on else PressIssue.Origin.QUESTION,
        subject=subject,
        text=text,
        client_key=client_key,
        by=SYSTEM,
        now=begun_at or now,
        desk_on=local(now).date(),
    )
    if first:
        JournalistRequest.objects.create(issue=issue, outlet=outlet.strip(), card=number, wished_on=wished_on)
    return issue


def _check_day(wished_on: date | None, today: date) -> None:
    if wished_on is not None and not today < wished_on <= today + FARTHEST:
        raise EntryRefused("wished_on", "Ngày gặp phải sau hôm nay, trong sáu mươi ngày.")
