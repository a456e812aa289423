"""Signed heads of the log, for everybody: who saves them elsewhere holds the province to its history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import heads_by_day, newest_heads
from tinhso.kernel.people.public import public_page

DAYS = 31


@require_safe
@public_page
def show_seal_heads(request: HttpRequest) -> HttpResponse:
    """The newest head of each log, the last one of each day, and the fingerprint of the key that signed them."""
    context = {"heads": newest_heads(), "days": heads_by_day(DAYS)}
    return render(request, "casework/seal_heads.html", context)


@require_safe
@public_page
def save_seal_heads(request: HttpRequest) -> HttpResponse:
    """The same as lines of text, which `tinhso verify --posted` reads."""
    lines = dict.fromkeys(head.line for head in [*newest_heads(), *heads_by_day(DAYS)])
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
