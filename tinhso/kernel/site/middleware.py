"""What holds for a whole request: one clock, and the language that somebody chose.

That is Vietnamese otherwise: a browser's own wish decides nothing here.
Many phones in the province are sold with an English system; their owners want the government in Vietnamese.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tinhso.kernel.site import clock
from tinhso.kernel.site.address import NoSiteAddress
from tinhso.kernel.site.refused import no_site_address

Answer = Callable[[HttpRequest], HttpResponse]


def one_clock(get_response: Answer) -> Answer:
    """The instance is read once for a request, however often it asks for the day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.read_once():
            return get_response(request)

    return middleware


def chosen_language(get_response: Answer) -> Answer:
    """Middleware in the place of Django's LocaleMiddleware: reads the cookie that `/ngon-ngu/` sets."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def nothing_without_address(get_response: Answer) -> Answer:
    """A page that says so where a view would have issued something with the address of a site that has none."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return no_site_address(request) if isinstance(error, NoSiteAddress) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
