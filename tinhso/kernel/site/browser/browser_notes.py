"""What a browser keeps about itself in a signed cookie, where a session would tie it to an account.

The session of a browser is a row with an account; drafts and reports noted there would say who sent them. This note stays in
the browser: `id` is a random word that no row holds, the other words are the apps' (`browser_note`, `note_in_browser`). Words
but `id` go when the session is ended or over, so that a shared telephone forgets them with it.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

SALT, DAYS = "tinhso.browser_notes", 30
MOST = 3600  # octets of the cookie: browsers keep four thousand
ID = "id"

Answer = Callable[[HttpRequest], HttpResponse]


def browser_id(request: HttpRequest) -> str:
    """A random word of this browser, new for one that had none."""
    return str(_note(request).get(ID) or note_in_browser(request, ID, secrets.token_urlsafe(18)))


def browser_note(request: HttpRequest, word: str) -> Any:
    """What was noted under that word; None where nothing was."""
    return _note(request).get(word)


def note_in_browser(request: HttpRequest, word: str, value: Any) -> Any:
    """Note a plain value; the answer to this request carries it to the browser."""
    _note(request)[word] = value
    request._note_changed = True  # type: ignore[attr-defined]
    return value


def browser_notes(get_response: Answer) -> Answer:
    """Middleware below the session's: writes the cookie when something was noted or has to be forgotten."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if _session_ended(request) and set(_note(request)) - {ID}:
            request._note = {ID: browser_id(request)}  # type: ignore[attr-defined]
            request._note_changed = True  # type: ignore[attr-defined]
        if getattr(request, "_note_changed", False):
            _write(response, _note(request))
        return response

    return middleware


def _session_ended(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()


def _note(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] | None = getattr(request, "_note", None)
    if found is None:
        found = request._note = _read(request.COOKIES.get(settings.BROWSER_NOTES_COOKIE_NAME, ""))  # type: ignore[attr-defined]
    return found


def _read(cookie: str) -> dict[str, Any]:
    if not cookie:
        return {}
    try:
        found = signing.loads(cookie, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def _write(response: HttpResponse, note: dict[str, Any]) -> None:
    response.set_cookie(
        settings.BROWSER_NOTES_COOKIE_NAME,
        signing.dumps(_fitting(note), salt=SALT, compress=True),
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _fitting(note: dict[str, Any]) -> dict[str, Any]:
    """Lists lose their last, the oldest, until the cookie is kept by every browser."""
    while len(signing.dumps(note, salt=SALT, compress=True)) > MOST:
        longest = max((value for value in note.values() if isinstance(value, list)), key=len, default=[])
        if not longest:
            return {ID: note.get(ID, "")}
        longest.pop()
    return note
