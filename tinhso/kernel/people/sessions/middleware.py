"""The idle lock: an officer who left the desk finds the session locked, with nothing lost.

The real clock counts. A locked GET asks for the password and comes back; a locked POST keeps what was typed.
"""

from collections.abc import Callable
from time import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.guards.expired_session import keep_typed
from tinhso.kernel.people.guards.guards import LONGEST_WAY_BACK
from tinhso.kernel.site import clock

SEEN_IN_SESSION = "seen"  # seconds of the real clock; only officers' sessions have it
LOCKED_IN_SESSION = "locked"
WRITE_EVERY = 60  # seconds: a session is not written at every request
ALWAYS_OPEN = ("/dang-xuat/", "/mo-khoa/", "/static/", "/healthz", "/readyz", "/ngon-ngu/")

Answer = Callable[[HttpRequest], HttpResponse]


def idle_lock(get_response: Answer) -> Answer:
    """Middleware after authentication. Only sessions that `start_watch` marked are watched."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(ALWAYS_OPEN) or not request.user.is_authenticated:
            return get_response(request)
        if _is_locked(request):
            way = reverse("unlock")
            if request.method not in ("GET", "HEAD"):
                return keep_typed(request, way, status=423)
            asked = request.get_full_path()
            back = asked if len(asked) <= LONGEST_WAY_BACK else "/"
            return redirect(f"{way}?{urlencode({'next': back})}")
        return get_response(request)

    return middleware


def start_watch(request: HttpRequest) -> None:
    """From now on this session locks when it is idle."""
    request.session[SEEN_IN_SESSION] = int(time())
    request.session.pop(LOCKED_IN_SESSION, None)


def _is_locked(request: HttpRequest) -> bool:
    session = request.session
    if LOCKED_IN_SESSION in session:
        return True
    seen = session.get(SEEN_IN_SESSION)
    if seen is None:
        return False
    idle = time() - seen
    if idle > WRITE_EVERY:
        # The rule is read only now: less than a minute idle locks nobody.
        if idle > 60 * int(rule_or("security.idle_lock_minutes", 15, on=clock.today())):
            session[LOCKED_IN_SESSION] = True
            return True
        session[SEEN_IN_SESSION] = int(time())
    return False
