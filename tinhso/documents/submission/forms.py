"""Forms of a submission slip."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import SlipDirection
from tinhso.documents.models.submission.submission_slip import LONGEST
from tinhso.documents.outgoing.forms import NamedUserField, VersionForm
from tinhso.documents.submission.slips import SlipWords
from tinhso.kernel.people.public import User
from tinhso.kernel.site.forms import WordsField


class SlipForm(VersionForm):
    leader = NamedUserField(label=_("Kính trình"), queryset=User.objects.none())
    matter = WordsField(_("Vấn đề trình"), LONGEST, rows=4)
    legal_basis = WordsField(_("Căn cứ pháp lý"), LONGEST, rows=3, required=False)
    opinions = WordsField(_("Ý kiến của các cơ quan, đơn vị liên quan"), LONGEST, rows=3, required=False)
    proposal = WordsField(_("Kiến nghị, đề xuất"), LONGEST, rows=3)

    def __init__(self, *args: Any, leaders: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]

    def words(self) -> SlipWords:
        names = SlipWords.__dataclass_fields__
        return SlipWords(**{name: self.cleaned_data[name] for name in names})


class DirectionForm(forms.Form):
    decision = forms.ChoiceField(label=_("Ý kiến"), choices=SlipDirection.Decision.choices)
    text = WordsField(
        _("Chỉ đạo"),
        2000,
        rows=4,
        required=False,
        help_text=_("Có sửa, không đồng ý thì phải ghi. Dự thảo đi tiếp hay trả lại ở trang của dự thảo."),
    )
