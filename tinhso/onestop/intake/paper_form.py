"""What the desk types of an application that lies before it as paper: who, how they are reached, which papers came."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.onestop.catalogue.papers import Paper
from tinhso.onestop.intake.counter_forms import ApplicantForm, CounterContactForm
from tinhso.onestop.models import Dossier


class PaperApplicationForm(ApplicantForm):
    """The applicant and the papers; `all_papers` stands for every one that the procedure requires."""

    all_papers = forms.BooleanField(label=_("Đủ mọi giấy tờ bắt buộc"), required=False)
    papers = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, asked: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["birth_date"]  # it stands on the paper
        self.asked = [paper for paper in asked if not paper.made]
        self.fields["papers"].choices = [(paper.id, paper.name) for paper in self.asked]  # type: ignore[attr-defined]

    def came(self) -> set[str]:
        """The ids of the papers that came."""
        ticked = set(self.cleaned_data["papers"])
        return (
            ticked | {p.id for p in self.asked if p.required} if self.cleaned_data["all_papers"] else ticked
        )


def contact_form(data: Any, *, needs_days: bool) -> CounterContactForm:
    first = {"result_by": Dossier.ResultBy.DESK}
    return CounterContactForm(data, initial=first, prefix="lien_he", needs_days=needs_days)
