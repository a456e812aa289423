"""The form on the page "Phiên đăng nhập đã hết" goes through at its first sending, though signing in gave a new CSRF token.

The page gives the browser a secret of its own (a cookie) and the form a signed proof of that secret for its one address:
together they are to this form what Django's cookie and token are to every other. Nobody else can read the one or sign the other.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

FIELD = "gui_lai"
SALT = "tinhso.people.sent_again"
SECONDS = 12 * 3600  # so long a page may wait to be sent again
SHORTEST = 32  # characters of a secret

Answer = Callable[[HttpRequest], HttpResponse]


def with_leave(
    request: HttpRequest, template: str, values: Mapping[str, Any], *, status: int
) -> HttpResponse:
    """The page, its form with the proof, the browser with the secret; several such pages of one browser share it."""
    secret = request.COOKIES.get(settings.RESEND_COOKIE_NAME, "")
    if len(secret) < SHORTEST:
        secret = secrets.token_urlsafe(SHORTEST)
    proof = signing.dumps([secret, request.path], salt=SALT)
    page = render(request, template, {**values, "proof_field": (FIELD, proof)}, status=status)
    page.set_cookie(
        settings.RESEND_COOKIE_NAME,
        secret,
        max_age=SECONDS,
        secure=settings.CSRF_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return page


def sent_again(get_response: Answer) -> Answer:
    """Middleware before Django's CSRF check: with secret and proof the check is done."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = _accept  # type: ignore[attr-defined]
    return middleware


def _accept(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
    if getattr(view, "csrf_exempt", False):  # no check is done; what reads the form would take its body away
        return
    secret = request.COOKIES.get(settings.RESEND_COOKIE_NAME, "")
    if request.method == "POST" and len(secret) >= SHORTEST and _is_proved(request, secret):
        request.csrf_processing_done = True  # type: ignore[attr-defined]


def _is_proved(request: HttpRequest, secret: str) -> bool:
    """Whether the form carries the proof for this browser and this address."""
    try:
        proof = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return False
    return constant_time_compare(proof[0], secret) and proof[1] == request.path
