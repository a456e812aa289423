"""What may not be told where others look on: the SMS, the push message and the subject of a mail say only that there is news.

A system lists its `NeutralCases` in its `slots.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.wording import Wording
from tinhso.kernel.site.declare import all_of

SUBJECT = "Hồ sơ có tin mới"
SMS = "Ho so co tin moi. Ong/ba dang nhap de xem."


@dataclass(frozen=True)
class NeutralCases:
    """Slot: whether what happens to the case of that id, or to which procedure it belongs, is nobody else's to see."""

    asked: Callable[[int], bool]


def discreet(notice: Notice, words: Wording) -> Wording:
    """The words as they leave the house; the text of a mail, which is opened by its owner, stays."""
    if notice.case_id is None or not any(one.asked(notice.case_id) for one in all_of(NeutralCases)):
        return words
    return replace(words, subject=SUBJECT, sms=SMS)
