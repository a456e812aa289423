"""What everybody reads of press conferences; how journalists ask for a seat and find the answer."""

import hmac

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, too_many
from tinhso.kernel.site.rate_limit import limited
from tinhso.lib.dates import local
from tinhso.press.conferences import forms
from tinhso.press.conferences.actions.ask_accreditation import ask_accreditation
from tinhso.press.conferences.grounds import seat_grounds
from tinhso.press.models import Accreditation, PressConference
from tinhso.press.questions.actions.ask_press_question import checked_card

PAGE = 20
MOST_REQUESTS, MOST_LOOKUPS = 20, 30  # from one address in ten minutes
WAYS = ["GET", "HEAD", "POST"]


@require_safe
@public_page
def press_conferences(request: HttpRequest) -> HttpResponse:
    """Announced ones, the newest first. Three queries."""
    rows = PressConference.objects.public().select_related("agency")
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "next_url": f"?trang={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?trang={page.previous_page_number()}" if page.has_previous() else "",
    }
    return render(request, "press/conferences/press_conferences.html", context)


def _public(code: str) -> PressConference:
    return get_object_or_404(PressConference.objects.public().select_related("agency"), code=code)


@require_safe
@public_page
def press_conference(request: HttpRequest, code: str) -> HttpResponse:
    row, now = _public(code), clock.now()
    until = row.accredit_until if row.state == PressConference.State.ANNOUNCED else None
    takes = until is not None and now <= until
    context = {"one": row, "takes_requests": takes, "answers": row.accreditations.exclude(card="").exists()}
    return render(request, "press/conferences/press_conference.html", context)


@require_http_methods(WAYS)
@public_page
def ask_for_seat(request: HttpRequest, code: str) -> HttpResponse:
    """Outlet and card, as the law has it; nothing else of the sender is stored."""
    row, form = _public(code), forms.AccreditationForm(request.POST if request.method == "POST" else None)
    context = {
        "one": row,
        "form": form,
        "sent": None,
        "erased_after": rule_or("press.journalist_days", None, on=clock.today()),
    }
    if request.method == "POST":
        if limited(request, "press_accreditation", most=MOST_REQUESTS):
            return too_many(request, retry_after=600)
        by, now = actor_for(request), clock.now()
        context["sent"] = attempt(
            form, lambda given: ask_accreditation(conference=row, by=by, now=now, **given)
        )
    return render(request, "press/conferences/ask_for_seat.html", context, status=422 if form.errors else 200)


@require_http_methods(WAYS)
@public_page
def find_seat(request: HttpRequest, code: str) -> HttpResponse:
    """The answer, for who knows the card."""
    row, form = _public(code), forms.CardForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST":
        if limited(request, "press_seat", most=MOST_LOOKUPS):
            return too_many(request, retry_after=600)
        found = attempt(form, lambda given: _seat(row, given["card"]))
        if found is True or (found is None and not form.errors):
            found = None
            form.add_error("card", _("Không có đăng ký nào với số thẻ này."))
    ground = (
        seat_grounds(local(found.decided_at).date()).get(found.ground, "") if found and found.ground else ""
    )
    context = {"one": row, "form": form, "seat": found, "ground": ground}
    return render(request, "press/conferences/find_seat.html", context, status=422 if form.errors else 200)


def _seat(row: PressConference, card: str) -> Accreditation | None:
    number = checked_card(card, clock.today())
    for one in row.accreditations.exclude(card=""):
        if hmac.compare_digest(one.card, number):
            return one
    return None
