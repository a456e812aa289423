import re
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.moderation.public import personal_words
from tinhso.kernel.site.public import EntryRefused, lock_client_key
from tinhso.lib.dates import local, vn_date
from tinhso.press.letters.events import (
    ClarificationLetterNoted,
    ClarificationLetterRemoved,
    PressLetterNoted,
    PressLetterRemoved,
)
from tinhso.press.letters.permissions import check_can_note_letter, check_can_remove_letter
from tinhso.press.letters.purposes import purposes_of
from tinhso.press.models import Clarification, PressIssue, PressLetter

NOTATION = re.compile(r"\d{1,6}/[^\W_][\w.&\-]{0,38}(?:/[\w.&\-]{1,20})?")
MOST = 20
OLDEST = timedelta(days=5 * 366)


@transaction.atomic
def note_letter(
    *,
    of: PressIssue | Clarification,
    purpose: str,
    notation: str,
    dated: date,
    receiver: str,
    client_key: UUID,
    by: Actor,
    now: datetime,
) -> PressLetter:
    """Say by which official letter an issue was given out or went on; the same key, or the same number and day, is one row.

    Raises: PressForbidden, EntryRefused.
    """
    user_id = check_can_note_letter(of, by)
    lock_client_key(client_key)
    kind = type(of)
    kind.objects.select_for_update(of=("self",)).get(pk=of.pk)
    words, place = notation.strip(), " ".join(receiver.split())
    if same := of.letters.filter(client_key=client_key).first():
        return same
    if same := of.letters.filter(notation=words, dated=dated, purpose=purpose).first():
        return same
    if PressLetter.objects.filter(client_key=client_key).exists():
        raise EntryRefused("", "Biểu mẫu này đã ghi công văn cho việc khác. Ông/bà mở lại trang rồi ghi.")
    _check(of, purpose, words, dated, place, now)
    owner = {"issue": of} if isinstance(of, PressIssue) else {"clarification": of}
    letter = PressLetter.objects.create(
        **owner,
        purpose=purpose,
        notation=words,
        dated=dated,
        receiver=place,
        by_id=user_id,
        at=now,
        client_key=client_key,
    )
    record(_noted(of, letter), by=by, at=now)
    return letter


@transaction.atomic
def remove_letter(*, of: PressIssue | Clarification, letter: PressLetter, by: Actor, now: datetime) -> None:
    """What was noted by mistake; a second time does nothing. Raises: PressForbidden."""
    check_can_remove_letter(letter, of, by)
    row = of.letters.select_for_update().filter(pk=letter.pk).first()
    if row is None:
        return
    number = row.pk
    row.delete()
    event = (
        PressLetterRemoved(case_id=of.case_id, letter_id=number)
        if isinstance(of, PressIssue)
        else ClarificationLetterRemoved(clarification_id=of.pk, letter_id=number)
    )
    record(event, by=by, at=now)


def _noted(
    of: PressIssue | Clarification, letter: PressLetter
) -> PressLetterNoted | ClarificationLetterNoted:
    if isinstance(of, PressIssue):
        return PressLetterNoted(case_id=of.case_id, letter_id=letter.pk, purpose=Code(letter.purpose))
    return ClarificationLetterNoted(clarification_id=of.pk, letter_id=letter.pk)


def _check(
    of: PressIssue | Clarification, purpose: str, notation: str, dated: date, receiver: str, now: datetime
) -> None:
    if purpose not in purposes_of(of):
        raise EntryRefused("purpose", "Chọn việc của công văn trong danh sách.")
    if len(notation) > 60 or not NOTATION.fullmatch(notation):
        raise EntryRefused("notation", "Ghi số, ký hiệu như trên công văn, ví dụ 123/STTTT-BCXB.")
    today = local(now).date()
    if not today - OLDEST <= dated <= today:
        raise EntryRefused("dated", f"Ngày công văn từ {vn_date(today - OLDEST)} đến hôm nay.")
    if not 3 <= len(receiver) <= 200 or personal_words(receiver):
        raise EntryRefused(
            "receiver", "Ghi tên cơ quan nhận, từ 3 đến 200 ký tự, không ghi số điện thoại, thư."
        )
    if of.letters.count() >= MOST:
        raise EntryRefused("notation", f"Mỗi việc ghi nhiều nhất {MOST} công văn.")
