"""What holds for a whole request: one clock, and the language that somebody chose.

That is Vietnamese otherwise: a browser's own wish decides nothing here.
Many phones in the province are sold with an English system; their owners want the government in Vietnamese.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tinhso.kernel.site import clock

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
