"""Open answers that a page of any other site may read: the header on each of them, and the browser's question before a call.

For public data only: a browser sends no cookie of ours along with such a call, and no answer allows that it does.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

ORIGIN = "Access-Control-Allow-Origin"
A_DAY = 24 * 3600  # so long a browser need not ask again
View = Callable[..., HttpResponseBase]


def any_origin(*methods: str) -> Callable[[View], View]:
    """Outermost of the decorators: `methods` are those that the view takes besides OPTIONS."""

    def decorator(view: View) -> View:
        @wraps(view)
        def shared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = preflight(methods) if request.method == "OPTIONS" else view(request, *args, **kwargs)
            answer.headers[ORIGIN] = "*"
            return answer

        shared.any_origin = methods  # type: ignore[attr-defined]
        return shared

    return decorator


def preflight(methods: tuple[str, ...]) -> HttpResponse:
    """What a browser asks before it sends JSON from another site: by which methods, with which headers."""
    allowed = ", ".join([*methods, "OPTIONS"])
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": str(A_DAY),
    }
    return HttpResponse(status=204, headers=headers)
