"""Forms about a message: filled from what it says, for the officer to read and mend."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField
from tinhso.press.models import PressMail
from tinhso.press.questions.forms import IssueForm, QuestionForm

CARD = re.compile(
    r"th[ẻe]\s+nh[àa]\s+b[áa]o[^A-Za-z0-9]{0,20}(?:s[ốo][^A-Za-z0-9]{0,5})?([A-Z]{0,4}[ -]?\d{3,8})", re.I
)
ADDRESS = re.compile(r"https://[^\s<>\"']{5,290}")
LONGEST_CARD_SEARCH = 20000


def card_in(mail: PressMail) -> str:
    """The number that the message, or a reply to our letter, names; "" without one."""
    texts = [
        mail.subject,
        mail.text,
        *(words for one in mail.replies.all() for words in (one.subject, one.text)),
    ]
    found = filter(None, (CARD.search(text[:LONGEST_CARD_SEARCH]) for text in texts))
    return next((one[1].upper() for one in found), "")


def without_card(text: str) -> str:
    """The number of a card has its own place, from which it goes by the rule; the words of an issue stay."""
    return CARD.sub(lambda found: found[0].replace(found[1], "…"), text)


class TakeQuestionForm(QuestionForm):
    def __init__(self, *args: Any, mail: PressMail, **more: Any) -> None:
        more["initial"] = {
            "outlet": mail.outlet,
            "card": card_in(mail),
            "subject": without_card(mail.subject)[:200],
            "text": without_card(mail.text)[:4000],
        }
        super().__init__(*args, **more)
        del self.fields["client_key"]


class TakeReportForm(IssueForm):
    def __init__(self, *args: Any, mail: PressMail, **more: Any) -> None:
        found = ADDRESS.search(mail.text)
        more["initial"] = {
            "outlet": mail.outlet,
            "subject": without_card(mail.subject)[:200],
            "text": without_card(mail.text)[:4000],
            "url": found[0] if found else "",
        }
        super().__init__(*args, **more)
        del self.fields["client_key"]


class AskCardForm(forms.Form):
    """One press, nothing to fill in."""


class DismissMailForm(forms.Form):
    reason = WordsField(_("Vì sao bỏ qua"), 500, rows=3)
    all_of_sender = forms.BooleanField(
        label=_("Bỏ qua cả thư khác đang chờ của địa chỉ này"),
        required=False,
        help_text=_("Địa chỉ do thư tự ghi: chỉ chọn khi chắc các thư khác cũng không phải của báo chí."),
    )
