"""Which pages a phone may keep for the time without a network: the service worker asks for this mark before it keeps one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

MARK = "X-Keep-Offline"
View = Callable[..., HttpResponse]


def kept_offline(view: View) -> View:
    """The page may be kept when it was made for a visitor: it then names nobody. A signed-in person's never is.

    Both come compressed: without a query nothing of what a stranger chose stands in a person's page beside their own
    words, so its length tells nothing (BREACH); with one, a person's page is sent as it is.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        told = len(get_messages(request))
        if response.status_code != 200 or told:
            return response
        if request.user.is_authenticated:
            return response if request.META["QUERY_STRING"] else squeezed(request, response)
        response.headers[MARK] = "1"
        return squeezed(request, response)

    return marked


def squeezed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page compressed where the browser takes it, for pages in which there is no secret to guess."""
    return GZipMiddleware(lambda _: response).process_response(request, response)  # type: ignore[return-value]
