"""Placing a template in the field of a form: nothing is sent, and what was typed before stays above it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form

from tinhso.casework.answer_templates.templates import offered, template_of
from tinhso.casework.answer_templates.words import filled, words_of
from tinhso.casework.case.notes import LONGEST
from tinhso.casework.models import Case
from tinhso.kernel.events.public import Actor

CHOSEN = "mau"  # the name of the choice in every form


@dataclass(frozen=True)
class Placed:
    """How it went, for the page to say; `placed` is False where the words say why not."""

    words: str
    placed: bool


def with_templates(forms: Mapping[str, tuple[str, Form]], by: Actor) -> None:
    """Give each form (by name: kind of template, form) its choices as `answer_templates`. One query."""
    found = offered(by, {kind for kind, _ in forms.values()}) if forms else {}
    for kind, form in forms.values():
        form.answer_templates = found[kind]  # type: ignore[attr-defined]


def place(form: Form, data: Mapping[str, Any], *, case: Case, kind: str, by: Actor, now: datetime) -> Placed:
    """Fill the unbound form with what was typed, and its `text` with the chosen template below that. One query and the words'."""
    form.initial.update({name: data[name] for name in form.fields if name in data and name != "ver"})
    chosen = template_of(by, kind, str(data.get(CHOSEN, ""))[:60])
    if chosen is None:
        return Placed("Chọn một mẫu trong danh sách rồi bấm Điền mẫu.", False)
    typed = str(data.get("text", "")).rstrip()
    text = "\n".join(part for part in (typed, filled(chosen.text, words_of(case, now))) if part)
    if len(text) > LONGEST:
        return Placed("Phần đã viết cùng với mẫu dài quá 4.000 ký tự. Rút gọn rồi điền lại.", False)
    form.initial["text"] = text
    return Placed(f"Đã điền mẫu “{chosen.title}”. Đọc lại và sửa trước khi gửi.", True)
