"""A session ends `SESSION_COOKIE_AGE` after signing in, however busy it is; what it was shown is kept by no browser.

Django alone would move the end at every write of the session, and an officer's is written each minute.
"""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

SINCE_IN_SESSION = "since"  # seconds of the real clock
UNTOUCHED = ("/static/", "/healthz", "/readyz")  # they know no session

Answer = Callable[[HttpRequest], HttpResponse]


def begin_session(request: HttpRequest) -> None:
    """Signing in starts the one life of this session."""
    request.session[SINCE_IN_SESSION] = int(time())


def bounded_session(get_response: Answer) -> Answer:
    """Middleware after authentication. A session that is over is a visitor's: guards ask to sign in, nothing typed is lost."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNTOUCHED):
            return get_response(request)
        if request.user.is_authenticated and _is_over(request):
            logout(request)
        response = get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def _is_over(request: HttpRequest) -> bool:
    since = request.session.get(SINCE_IN_SESSION)
    return since is not None and time() - since > settings.SESSION_COOKIE_AGE
