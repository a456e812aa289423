"""What the desk types of an application that lies before it as paper: who, how they are reached, which papers came and how."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tinhso.onestop.catalogue.papers import OTHER_PAPER, Paper
from tinhso.onestop.intake.counter_forms import ApplicantForm, CounterContactForm
from tinhso.onestop.models import Dossier, PaperHandedIn

WAY = "how_"  # and the id of a paper: the name of the question how it came
APPLICATION = Paper(OTHER_PAPER, "Đơn, giấy tờ khác", required=False)


def ways_sent(data: QueryDict) -> dict[str, str]:
    """By paper, how it came, as a page of the desk sends it; what is no way is left out."""
    sent = {name.removeprefix(WAY): str(data[name]) for name in data if name.startswith(WAY)}
    return {paper: how for paper, how in sent.items() if how in PaperHandedIn.How.values}


class PaperApplicationForm(ApplicantForm):
    """The applicant, and of each paper how it came; the application itself is one of them.

    `all_submitted` answers for each required paper of which nothing else is said.
    """

    all_submitted = forms.BooleanField(
        label=_("Mọi giấy tờ bắt buộc đều nộp bản giấy, trừ giấy tờ ghi khác dưới đây"), required=False
    )

    def __init__(self, *args: Any, asked: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["birth_date"]  # it stands on the paper
        self.asked = [*asked, *([] if any(paper.made for paper in asked) else [APPLICATION])]
        for paper in self.asked:
            self.fields[f"{WAY}{paper.id}"] = forms.ChoiceField(
                label=paper.name,
                required=False,
                choices=[
                    ("", _("Không có") if _is_optional(paper) else _("Chưa có")),
                    *PaperHandedIn.How.choices,
                ],
            )

    @property
    def ways(self) -> list[tuple[forms.BoundField, bool]]:
        """The questions how each paper came, and whether it may be missing."""
        return [(self[f"{WAY}{paper.id}"], _is_optional(paper)) for paper in self.asked]

    def came(self) -> dict[str, str]:
        """How each paper came that came."""
        all_submitted = self.cleaned_data["all_submitted"]
        found = {
            paper.id: self.cleaned_data.get(f"{WAY}{paper.id}")
            or (PaperHandedIn.How.SUBMITTED if all_submitted and paper.required else "")
            for paper in self.asked
        }
        return {paper: how for paper, how in found.items() if how}


def _is_optional(paper: Paper) -> bool:
    """Nobody has typed what it would hang on."""
    return not paper.required or paper.show_if is not None


def contact_form(data: Any, *, needs_days: bool) -> CounterContactForm:
    first = {"result_by": Dossier.ResultBy.DESK}
    return CounterContactForm(data, initial=first, prefix="lien_he", needs_days=needs_days)
