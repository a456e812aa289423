"""Which pages a phone may keep for the time without a network: the service worker asks for this mark before it keeps one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.crypto import salted_hmac

MARK = "X-Keep-Offline"
OWN_DEVICE = "own_until"
"""In the session of somebody who called the device theirs: seconds of the real clock until when it goes on."""
View = Callable[..., HttpResponse]


def available_offline(view: View) -> View:
    """The page may be kept when it was made for a visitor: it then names nobody. A signed-in person's never is.

    Both come compressed: without a query nothing of what a stranger chose stands in a person's page beside their own
    words, so its length tells nothing (BREACH); with one, a person's page is sent as it is.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        before = len(get_messages(request))
        if response.status_code != 200 or before:
            return response
        if request.user.is_authenticated:
            return response if request.META["QUERY_STRING"] else squeezed(request, response)
        response.headers[MARK] = "1"
        return squeezed(request, response)

    return marked


def is_on_own_device(view: View) -> View:
    """What the person themselves reads may be kept by a device that they called their own, apart from what names nobody: the
    service worker drops it with the session."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and OWN_DEVICE in request.session and request.user.is_authenticated:
            account_mark = salted_hmac(
                "tinhso.site.own", str(request.user.pk), algorithm="sha256"
            ).hexdigest()[:20]
            response.headers[MARK] = f"own {account_mark}"
        return response

    return marked


def squeezed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page compressed where the browser takes it, for pages in which there is no secret to guess."""
    return GZipMiddleware(lambda _: response).process_response(request, response)  # type: ignore[return-value]
