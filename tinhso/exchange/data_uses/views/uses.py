""" "Ai đã dùng dữ liệu của tôi": the person's page, and asking about one line of it."""

import uuid
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.exchange.data_uses.actions.ask_about_use import ask_about_use
from tinhso.exchange.data_uses.forms import UseQuestionForm
from tinhso.exchange.data_uses.person_uses import MOST_CASES, PersonUses, uses_of
from tinhso.exchange.data_uses.request_process import (
    LIMIT,
    AlreadyAsked,
    NoAnswerer,
    NotYourUse,
    TooMany,
    limit,
)
from tinhso.exchange.data_uses.uses import CALL, READING, Filter, Overview, overview, page_of, use_of
from tinhso.exchange.data_uses.wording import read_token
from tinhso.exchange.models import DataUseRequest
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import actor_for, citizen_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.legal_time.time_limit import InvalidLimit

MOST_PAGES = 200
MOST_REQUESTS = 10


@require_safe
@never_cache
@citizen_required
def data_uses(request: HttpRequest) -> HttpResponse:
    """Every use that is shown, newest first, by days; `thang` and `noi` narrow it, by words that name nobody."""
    person = own_uses(request)
    seen, users = overview(person)
    limits = _filter_of(request, person, seen)
    number = _number(request)
    days, more = page_of(person, users, limits, number)
    chosen = _chosen(limits, person)
    mine = DataUseRequest.objects.filter(case__person=person.person).select_related("case", "case__agency")
    context = {
        "person": person,
        "seen": seen,
        "days": days,
        "months": [(f"{month:%Y-%m}", month, n) for month, n in seen.months],
        "users": [(one.token(person.person.pk), one.name, n) for one, n in seen.users],
        "chosen": chosen,
        "most_cases": MOST_CASES,
        "requests": mine.order_by("-pk")[:MOST_REQUESTS],
        "next_url": _page_url(chosen, number + 1) if more and number < MOST_PAGES else "",
        "previous_url": _page_url(chosen, number - 1) if number > 1 else "",
    }
    return render(request, "exchange/data_uses/uses.html", context)


def own_uses(request: HttpRequest) -> PersonUses:
    found = uses_of(actor_for(request), on=clock.today())
    if found is None:
        raise Http404
    return found


def _number(request: HttpRequest) -> int:
    text = request.GET.get("trang", "")
    return min(max(int(text), 1), MOST_PAGES) if text.isdecimal() and len(text) < 5 else 1


def _filter_of(request: HttpRequest, person: PersonUses, seen: Overview) -> Filter:
    """What is asked for and exists; anything else asks for everything."""
    month, token = request.GET.get("thang", ""), request.GET.get("noi", "")
    months = {f"{one:%Y-%m}": one for one, _n in seen.months}
    users = {one.token(person.person.pk): one for one, _n in seen.users}
    return Filter(months.get(month), users.get(token))


def _chosen(limits: Filter, person: PersonUses) -> dict[str, str]:
    return {
        "thang": f"{limits.month:%Y-%m}" if limits.month else "",
        "noi": limits.user.token(person.person.pk) if limits.user else "",
    }


def _page_url(chosen: dict[str, str], number: int) -> str:
    parts = [f"{name}={value}" for name, value in chosen.items() if value]
    return "?" + "&".join([*parts, f"trang={number}"])


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def ask_about(request: HttpRequest, token: str) -> HttpResponse:
    """A question, or a complaint, about one line; `token` is the person's own name for it."""
    person, now = own_uses(request), clock.now()
    row = read_token(token, person.person.pk)
    if row is None or row[0] not in (CALL, READING):
        raise Http404
    use = use_of(person, *row)
    if use is None:
        raise Http404
    form = UseQuestionForm(
        request.POST if request.method == "POST" else None,
        initial={"client_key": uuid.uuid4(), "kind": DataUseRequest.Kind.QUESTION},
    )
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, form, row, now)):
        messages.success(request, _("Đã gửi. Mã theo dõi: %(code)s") % {"code": sent.case.code})
        return redirect("my_data_use_request", sent.case.code)
    context = {"use": use, "form": form, "limit": limit_words(now.date())}
    return render(request, "exchange/data_uses/ask.html", context, status=422 if form.errors else 200)


def limit_words(on: date) -> str:
    """How long an answer may take, with its source; "" where the instance has no rule."""
    if rule_or(LIMIT, None, on=on) is None:
        return ""
    try:
        found = limit(on)
    except InvalidLimit:
        return ""
    return f"{found} ({found.source})"


def _sent(
    request: HttpRequest, form: UseQuestionForm, row: tuple[str, str], now: datetime
) -> DataUseRequest | None:
    """What was sent; None with a sentence on the form where it was refused."""
    side, key = row
    try:
        return ask_about_use(side=side, key=key, by=actor_for(request), now=now, **form.cleaned_data)
    except EntryRefused as error:
        form.add_error("text", str(error))
    except TooMany:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 câu hỏi. Ông/bà gửi tiếp vào ngày mai."))
    except AlreadyAsked:
        form.add_error(None, _("Ông/bà đã hỏi về lần này; cơ quan đang trả lời."))
    except NoAnswerer:
        form.add_error(None, _("Chưa có cán bộ phụ trách dữ liệu để nhận câu hỏi. Nội dung chưa được gửi."))
    except NotYourUse:
        form.add_error(None, _("Lần dùng dữ liệu này không còn trong danh sách."))
    return None
