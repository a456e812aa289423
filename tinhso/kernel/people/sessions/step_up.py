"""A session of weeks on one's own device reads; before a deed whoever holds the device is asked once more.

The first hours after signing in are as everybody's. Later a deed needs a confirmation of the last hour. What was typed is done
after it; a form with files comes back on the page of an expired session, since no page carries files.
"""

from collections.abc import Callable
from time import time
from typing import Any

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, suspend_request
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from tinhso.kernel.people.guards.expired_session import keep_typed
from tinhso.kernel.people.guards.guards import View
from tinhso.kernel.people.guards.reauthentication import is_confirmed
from tinhso.kernel.people.session_store import SINCE_IN_SESSION
from tinhso.kernel.people.sessions.times import past_usual
from tinhso.kernel.site.public import OWN_DEVICE

CONFIRMED_IN_SESSION = "confirmed"  # seconds of the real clock
LASTS = 3600  # seconds
LIGHT = "light_deed"
ALWAYS_OPEN = (
    "/dang-xuat/",
    "/dang-nhap/",
    "/ngon-ngu/",
    "/tai-khoan/xac-nhan-lai/",
    "/tai-khoan/xac-thuc/xac-nhan-lai/",
)

Answer = Callable[[HttpRequest], HttpResponse]


def light_deed(view: View) -> View:
    """A deed that a visitor may do as well: nobody is asked once more for it."""
    setattr(view, LIGHT, True)
    return view


def step_up(get_response: Answer) -> Answer:
    """Middleware after the end of sessions."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = _ask  # type: ignore[attr-defined]
    return middleware


def _ask(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
    if request.method in ("GET", "HEAD", "OPTIONS") or getattr(view, LIGHT, False) or not _asks(request):
        return None
    by_identity = not get_reauthentication_flows(request.user)
    way = reverse("eid_again" if by_identity else "account_reauthenticate")
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(status=401)
    return keep_typed(request, way) if request.FILES else suspend_request(request, way)


def _asks(request: HttpRequest) -> bool:
    if request.path.startswith(ALWAYS_OPEN) or not request.user.is_authenticated:
        return False
    session = request.session
    if OWN_DEVICE not in session or not past_usual(session.get(SINCE_IN_SESSION)):
        return False
    if time() - session.get(CONFIRMED_IN_SESSION, 0) < LASTS:
        return False
    if not is_confirmed(request, request.user):
        return True
    session[CONFIRMED_IN_SESSION] = int(time())
    return False
