"""News by mail: to ask for it, to confirm, to leave by one press. No account is needed, and nobody learns who reads."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, too_many
from tinhso.kernel.site.rate_limit import allow, limited
from tinhso.press.models import Category
from tinhso.press.newsletter.actions.subscribe_newsletter import (
    LinkOver,
    confirm_newsletter,
    leave_newsletter,
    subscribe_newsletter,
)
from tinhso.press.newsletter.forms import SubscriptionForm
from tinhso.press.newsletter.links import CONFIRM, LEAVE, of_link, sends_letters

WAYS = ["GET", "HEAD", "POST"]
MOST_REQUESTS, MOST_LETTERS = 10, 3  # from one address in ten minutes; to one address in a day
DAY = 24 * 3600


@require_http_methods(WAYS)
@public_page
def subscribe(request: HttpRequest) -> HttpResponse:
    """Whoever asks too often for one address is answered as the others are, and no letter leaves."""
    topics = list(Category.objects.on(clock.today()).values_list("code", "name"))
    form = SubscriptionForm(request.POST if request.method == "POST" else None, topics=topics)
    context = {"form": form, "sent": None, "open": sends_letters()}
    if request.method == "POST" and context["open"]:
        if limited(request, "press_newsletter", most=MOST_REQUESTS):
            return too_many(request, retry_after=600)
        context["sent"] = attempt(form, _subscribed)
    status = 422 if form.errors else 200
    return render(request, "press/newsletter/subscribe.html", context, status=status)


def _subscribed(given: dict[str, object]) -> bool:
    if allow("press_newsletter_to", str(given["email"]).strip().lower(), MOST_LETTERS, DAY):
        subscribe_newsletter(now=clock.now(), **given)  # type: ignore[arg-type]
    return True


@require_http_methods(WAYS)
@public_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter shows a button: programs that look into letters confirm nothing."""
    if request.method == "POST":
        try:
            row = confirm_newsletter(token=token, now=clock.now())
        except LinkOver as over:
            return _page(request, _("Xác nhận nhận tin"), problem=str(over))
        words = _("Đã xác nhận. Thư đầu tiên gửi theo kỳ ông/bà chọn.")
        return _page(request, _("Xác nhận nhận tin"), done=words, frequency=row.get_frequency_display())
    there = of_link(token, CONFIRM) is not None
    problem = "" if there else str(LinkOver())
    return _page(request, _("Xác nhận nhận tin"), problem=problem, go=_("Xác nhận"))


@csrf_exempt  # a mail program has no session (RFC 8058); the signed link stands for it and opens nothing else
@require_http_methods(WAYS)
@public_page
def leave(request: HttpRequest, token: str) -> HttpResponse:
    title = _("Thôi nhận tin")
    if request.method == "POST":
        with suppress(LinkOver):  # gone already, which is what was wanted
            leave_newsletter(token=token, now=clock.now())
        return _page(request, title, done=_("Đã thôi nhận tin. Địa chỉ của ông/bà đã được xóa."))
    there = of_link(token, LEAVE) is not None
    return _page(request, title, problem="" if there else str(LinkOver()), go=_("Thôi nhận"))


def _page(request: HttpRequest, title: str, **words: str) -> HttpResponse:
    """Not in search engines, not on the way."""
    problem = words.get("problem", "")
    status = 410 if problem else 200
    response = render(request, "press/newsletter/link.html", {"title": title, **words}, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
