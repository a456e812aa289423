"""A deed behind a form: what it refuses stands beside the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.indicators.registers.registers import EntryRefused
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import FileRefused, StoredFile, UploadRules, store_upload
from tinhso.kernel.site import clock

RULES = UploadRules(max_files=100)


def attempt(form: forms.Form, deed: Callable[[dict[str, Any]], Any]) -> Any:
    """The result of the deed with what was typed; None where the form or the deed refused, and says why."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return deed(form.cleaned_data)
    except FileRefused as refused:
        form.add_error("file", str(refused))
    except EntryRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    except NotMeasured as refused:
        form.add_error(None, str(refused))
    return None


def file_sent_before(sent: Any, by: Actor, rules: UploadRules = RULES) -> StoredFile | None:
    """The file of a form, in quarantine; None where none was sent. FileRefused."""
    return store_upload(sent, by=by, now=clock.now(), rules=rules) if sent else None


def form_page(
    request: HttpRequest, form: forms.Form, *, title: str, back: tuple[str, str], go: str, hint: str = ""
) -> HttpResponse:
    """A page that is one form; `back` is an address and its words. 422 where something must be mended."""
    context = {"form": form, "title": title, "back": back, "go": go, "hint": hint}
    status = 422 if form.errors else 200
    return render(request, "site/entry_form.html", context, status=status)
