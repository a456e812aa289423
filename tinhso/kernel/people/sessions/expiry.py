"""A session ends `SESSION_COOKIE_AGE` after signing in, however busy it is, on a citizen's own device at the day they chose
(`actions/keep_own_device.py`); what it was shown is kept by no browser.

Django alone would move the end at every write of the session, and an officer's is written each minute.
"""

from collections.abc import Callable
from time import time

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from tinhso.kernel.people.models import User
from tinhso.kernel.people.session_store import DEVICE_IN_SESSION, SINCE_IN_SESSION
from tinhso.kernel.people.sessions.devices import device_label
from tinhso.kernel.people.sessions.own_device import own_device_days
from tinhso.kernel.people.sessions.times import is_over, past_usual
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import OWN_DEVICE

USED_IN_SESSION = "used"  # seconds of the real clock
WRITE_EVERY = 300  # seconds: so old may "last used" be on the owner's page
UNTOUCHED = ("/static/", "/healthz", "/readyz")  # they know no session

Answer = Callable[[HttpRequest], HttpResponse]


def begin_session(request: HttpRequest) -> None:
    """Signing in starts the one life of this session."""
    request.session[SINCE_IN_SESSION] = request.session[USED_IN_SESSION] = int(time())
    request.session[DEVICE_IN_SESSION] = device_label(request.headers.get("User-Agent", ""))


def bounded_session(get_response: Answer) -> Answer:
    """Middleware after authentication. A session that is over is a visitor's: guards ask to sign in, nothing typed is lost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNTOUCHED):
            return get_response(request)
        if request.user.is_authenticated:
            _end_or_note(request)
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def _end_or_note(request: HttpRequest) -> None:
    """Only a session that `begin_session` marked is watched."""
    session = request.session
    if is_over(session.get(SINCE_IN_SESSION), _own_until(request)):
        logout(request)
    elif time() - session.get(USED_IN_SESSION, time()) > WRITE_EVERY:
        session[USED_IN_SESSION] = int(time()) // 60 * 60


def _own_until(request: HttpRequest) -> int | None:
    """Until when the device is one's own. Beyond the usual hours the rule is asked again each time: whoever was given a post
    since, or whose province allows no days any more, has none."""
    until = request.session.get(OWN_DEVICE)
    if until is None or not past_usual(request.session.get(SINCE_IN_SESSION)):
        return until
    user = request.user
    return until if isinstance(user, User) and own_device_days(user, now=clock.now()) > 0 else None
