"""Back to a step that the dossier has passed, which is chosen by its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.site.forms import paragraphs
from tinhso.onestop.dossier.forms import VerForm

Steps = list[tuple[str, str]]
"""Key and name of each."""


class ReturnForm(VerForm):
    to_step = forms.ChoiceField(
        label=_("Trả lại bước"),
        error_messages={
            "required": _("Chọn bước để trả lại."),
            "invalid_choice": _("Không có bước này trong quy trình. Chọn trong danh sách."),
        },
    )
    text = paragraphs(_("Lý do trả lại"), _("Ghi lý do trả lại."), rows=3)

    def __init__(self, *args: Any, steps: Steps, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_step"].choices = steps  # type: ignore[attr-defined]


def return_form(case: Case, initial: dict[str, Any], data: Any = None) -> ReturnForm:
    """What is sent may name any step: whether the dossier has passed it by then is for the deed to say."""
    passed = passed_steps(case)
    steps = passed if data is None else every_step(case)
    return ReturnForm(data, initial=initial | {"to_step": usual_step(passed)}, steps=steps)


def every_step(case: Case) -> Steps:
    return [(step.key, step.label) for step in case.process.route()] if case.process else []


def passed_steps(case: Case) -> Steps:
    """The nearest first."""
    route = every_step(case)
    keys = [key for key, _label in route]
    return route[: keys.index(case.step)][::-1] if case.step in keys else []


def usual_step(passed: Steps) -> str:
    """Back to the examiner, else to the step right before."""
    keys = [key for key, _label in passed]
    return "examine" if "examine" in keys else keys[0] if keys else ""
