"""What was typed into a draft and could not be read ("31/02/2024"): kept as typed, page by page, until it is mended.

An answer that cannot be read is none, so `Dossier.answers` cannot hold it; whoever comes back finds it with its message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.forms import Form
from django.http import QueryDict

from tinhso.lib.forms import FormDefinition, Parsed, parse_step
from tinhso.lib.forms.answers import FieldError
from tinhso.onestop.models import Dossier

Unread = dict[str, dict[str, list[str]]]
CONTACT = "#lien-he"  # beside the pages of the form, whose names hold no "#"
LONGEST = 1000  # of one value of the contact: longer than any of its fields takes


def unread_after(dossier: Dossier, step: str, parsed: Parsed, before: Unread | None = None) -> Unread:
    """What stays unread once that page was read: the page as typed where a value is wrong, nothing of it where none is.
    `before` is what stays of pages read earlier in the same sending."""
    known = dossier.unread if before is None else before
    left: Unread = {name: typed for name, typed in known.items() if name != step}
    if not any(error.path and not error.missing for error in parsed.errors):
        return left
    return left | {step: _of_page(dossier.version.definition, step, parsed.typed)}


def _of_page(form: FormDefinition, step: str, typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Only fields of the page, without what a database cannot keep."""
    mine = {field.id for field in form.step(step).fields}
    return {
        name: [value.replace("\x00", "") for value in values]
        for name, values in typed.items()
        if name.split(".")[0] in mine
    }


def read_again(dossier: Dossier, step: str, *, on: date, known_units: Mapping[str, str]) -> Parsed | None:
    """The page as it was left, with what is wrong in it and without complaints of what is not typed yet; None for nothing."""
    typed = dossier.unread.get(step)
    if not typed:
        return None
    form = dossier.version.definition
    parsed = parse_step(form, step, typed, dossier.answers, on=on, known_units=known_units)
    return replace(parsed, errors=[error for error in parsed.errors if not error.missing])


def unread_errors(dossier: Dossier, *, on: date) -> list[FieldError]:
    """What is wrong on pages that were left with it: a dossier is not handed in as if it had not been typed."""
    form = dossier.version.definition
    found = []
    for step in form.steps:
        if typed := dossier.unread.get(step.id):
            parsed = parse_step(form, step.id, typed, dossier.answers, on=on)
            found += [error for error in parsed.errors if not error.missing]
    return found


def contact_after(unread: Unread, form: Form) -> Unread:
    """`unread` with the contact as typed, as long as there is something in it that no column of the dossier holds yet."""
    left: Unread = {name: typed for name, typed in unread.items() if name != CONTACT}
    if form.is_valid() and "days" not in form.fields:
        return left
    typed = {name: form[name].data for name in form.fields}
    return left | {CONTACT: {k: [str(v).replace("\x00", "")[:LONGEST]] for k, v in typed.items() if v}}


def contact_typed(dossier: Dossier, prefix: str = "") -> QueryDict | None:
    """The contact as it was left, as its form reads it; None where nothing waits."""
    typed = dossier.unread.get(CONTACT)
    if not typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(f"{prefix}-{name}" if prefix else name, values)
    return data


def forget_missing(form: Form) -> None:
    """No complaints of what is not typed yet: the page was only left, not sent."""
    for name, errors in list(form.errors.as_data().items()):
        if all(error.code == "required" for error in errors):
            del form.errors[name]
