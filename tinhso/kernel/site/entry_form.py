"""A page that is one form before a deed: what the deed refuses stands beside the field, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FORM_LOCK = "select pg_advisory_xact_lock(hashtextextended(%s, 27))"


class EntryRefused(ValueError):
    """What cannot be entered; the words are for the screen, `field` names what they are about."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


def lock_client_key(key: UUID | None) -> None:
    """Within a transaction: two presses of one form come one after the other, and the second finds what the first made. A deed
    that no form sent has no key, and waits for nobody."""
    if key is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(FORM_LOCK, [key.hex])


def attempt(form: forms.Form, deed: Callable[[dict[str, Any]], Any]) -> Any:
    """The result of the deed with what was typed, True where it has none; None where form or deed refused."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return deed(form.cleaned_data) or True
    except EntryRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return None


def form_page(
    request: HttpRequest, form: forms.Form, *, title: Any, back: tuple[str, Any], go: Any, hint: Any = ""
) -> HttpResponse:
    """`back` is an address and its words. 422 where something must be mended."""
    context = {"form": form, "title": title, "back": back, "go": go, "hint": hint}
    return render(request, "site/entry_form.html", context, status=422 if form.errors else 200)
