"""What every answer carries (content security, permissions) and the one line that every request leaves in the log."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.urls import ResolverMatch

from tinhso.config.request_counts import REQUESTS
from tinhso.kernel.site.public import only_a_deed, too_large

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("tinhso.request")

PERMISSIONS = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), interest-cohort=()"
SYNTHETIC = "DU-LIEU-MO-PHONG-"
FILE_NAME = re.compile(r"""(\bfilename\*=[\w-]+'\w*'|\bfilename="?)""", re.IGNORECASE)
# Addresses that only programs call.
MACHINES = ("/api/", "/open311/v2/", "/ngan-hang/bao-co/", "/lien-thong/", "/tin-nhan/den/", "/wopi/")
SECRET_PARTS = {"token", "key", "uidb36", "uidb64", "secret"}


def content_security_policy(framed: str = "") -> str:
    """No inline script or style, nothing from another origin; the settings open a door by name, and one page the frame that it is for."""
    rules = {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:", *settings.CSP_IMG],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "connect-src": ["'self'", *settings.CSP_CONNECT],
        # Browsers follow a form's redirects by this rule too, so the identity provider must be named.
        "form-action": ["'self'", *settings.CSP_FORM_ACTION, *filter(None, [framed])],
        **({"frame-src": ["'self'", framed]} if framed else {}),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def machines_by_https(get_response: Handler) -> Handler:
    """A program that calls by plain HTTP is told so: a redirect would hide that its key has travelled in the open."""

    def middleware(request: HttpRequest) -> HttpResponse:
        by_machine = request.path.startswith(MACHINES) and not request.path.startswith("/api/docs")
        if settings.HTTPS and by_machine and not request.is_secure():
            return JsonResponse({"error": "https_only"}, status=403)
        return get_response(request)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        framed = getattr(response, "framed", "")  # by the view whose page it is
        response.headers.setdefault("Content-Security-Policy", content_security_policy(framed))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if settings.DEMO:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
            mark_as_synthetic(response)
        return response

    return middleware


def no_trace(get_response: Handler) -> Handler:
    """TRACE would give a request's own headers back; views of libraries take whatever method there is."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "TRACE":
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        return get_response(request)

    return middleware


def mark_as_synthetic(response: HttpResponse) -> None:
    """Every answer of a demo says so in a header, and every file in its name: it is kept when the file is passed on."""
    response.headers.setdefault("X-Data-Notice", "DU LIEU MO PHONG")
    named = response.headers.get("Content-Disposition", "")
    if named and SYNTHETIC not in named:
        response.headers["Content-Disposition"] = FILE_NAME.sub(rf"\1{SYNTHETIC}", named)


def request_log(get_response: Handler) -> Handler:
    """Outermost: gives the request its id (a proxy's `X-Request-ID` when it looks like one) and writes its line."""

    def middleware(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        given = request.headers.get("X-Request-ID", "") if settings.SECURE_PROXY_SSL_HEADER else ""
        request_id = given if re.fullmatch(r"[0-9A-Za-z-]{8,64}", given) else secrets.token_hex(8)
        request.request_id = request_id  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers["X-Request-ID"] = request_id
        seconds = time.perf_counter() - start
        REQUESTS.count(response.status_code, seconds)
        line = {
            "request_id": request_id,
            "method": request.method,
            "path": path_without_secrets(request.path, request.resolver_match),
            "status": response.status_code,
            "ms": round(seconds * 1000),
            "user_id": None if request.path.startswith(UNNAMED) else user_id(request),
        }
        log.info("request", extra=line)
        return response

    return middleware


UNNAMED = ("/phan-anh/", "/kien-nghi/", "/khieu-nai-to-cao/")
"""Where people report: a line with code and account would tell who it was."""


def path_without_secrets(path: str, match: ResolverMatch | None) -> str:
    """The path, never its query; the parts that are keys (a link to verify or to reset) become a star."""
    for name, value in (match.kwargs if match else {}).items():
        if name in SECRET_PARTS:
            path = path.replace(str(value), "*")
    return path


def bounded_body(get_response: Handler) -> Handler:
    """A body longer than any form may have is refused by its announced length, before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdigit() and int(length[:20]) > settings.MOST_REQUEST_BYTES:
            answer = too_large(request, limit=f"{settings.MOST_REQUEST_BYTES // 1_000_000} MB")
            answer.headers["Connection"] = "close"
            return answer
        return get_response(request)

    return middleware


def page_for_a_deed(get_response: Handler) -> Handler:
    """Who opens the address of a deed in a browser gets a page with a way on, not an empty 405."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        looked = answer.status_code == 405 and request.method == "GET"
        if not looked or answer.content or "text/html" not in request.headers.get("Accept", ""):
            return answer
        page = only_a_deed(request)
        page.headers["Allow"] = answer.headers.get("Allow", "POST")
        return page

    return middleware


def readable_path(get_response: Handler) -> Handler:
    """Innermost: no address of ours holds a NUL byte, and PostgreSQL cannot even be asked for one.

    What somebody looks for loses its NUL bytes, which nobody sees.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _without_nul(asked: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True)
    for name, values in asked.lists():
        cleaned.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    return cleaned


def user_id(request: HttpRequest) -> str | None:
    """The number of the signed-in user, without a query of its own."""
    session = getattr(request, "session", None)
    return session.get("_auth_user_id") if session is not None and session.accessed else None
