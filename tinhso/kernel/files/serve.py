"""Handing a file to a browser. Who may see it is the question of the app that owns the object: ask it first."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.contents.integrity import bytes_match
from tinhso.kernel.files.contents.reading import open_stream
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.permissions import may_open
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import all_of
from tinhso.lib.files.byte_range import NoSuchRange, range_of
from tinhso.lib.files.kinds import FACTS, PICTURES, SOUNDS

log = logging.getLogger(__name__)
MOST_READ_TWICE = 64 * 1024 * 1024  # papers that this program makes are far smaller
PDF = "application/pdf"
FRAMED = "default-src 'none'; img-src 'self' data:; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
INLINE_TYPES = frozenset(FACTS[kind].content_type for kind in PICTURES | SOUNDS)
PLAYED = frozenset(FACTS[kind].content_type for kind in SOUNDS)


class NotWhole(Exception):
    """The bytes in the store are gone, or are not those that were stored."""


@dataclass(frozen=True)
class KnownDigest:
    """What the log says of the bytes of a file: `of` gives their SHA-256, None where it says nothing. Listed in `slots.py`."""

    of: Callable[[StoredFile], str | None]


def check_digest_in_log(file: StoredFile) -> None:
    """NotWhole where the log knows another digest than the row: both may have been changed together with the bytes."""
    if any(one.of(file) not in (None, file.sha256) for one in all_of(KnownDigest)):
        log.error("file %s has another digest than the log tells", file.pk)
        raise NotWhole(file.pk)


def checked_stream(file: StoredFile) -> BinaryIO:
    """The bytes, held against their digest before the first of them is sent; NotWhole. A signed paper always is.

    What is larger than `MOST_READ_TWICE` is read by the nightly walk alone.
    """
    check_digest_in_log(file)
    try:
        stream = open_stream(file)
    except FileNotFoundError as lost:
        log.error("file %s is not in the store", file.pk)
        raise NotWhole(file.pk) from lost
    if file.size <= MOST_READ_TWICE and not bytes_match(stream, file):
        stream.close()
        log.error("file %s does not match its digest", file.pk)
        raise NotWhole(file.pk)
    return stream


def serve(
    request: HttpRequest,
    file: StoredFile,
    *,
    by: Actor,
    cases: Sequence[int] | None,
    purpose: str = "handling",
    inline: bool = False,
    is_owner: bool = False,
    framed: bool = False,
) -> HttpResponseBase:
    """The download, or a page (409) that says why not yet. The view has already checked that `by` may read it.

    An officer's reading is written into the access log under `purpose`, with the `cases` to which the file belongs;
    None for what everybody may read. Always nosniff, uncached and sandboxed; an attachment, except pictures and sound with `inline`,
    and with `framed` pictures and PDF inside a page of our own: a browser's reader of PDF opens nothing in a sandbox.
    """
    if not may_open(file, by=by, is_owner=is_owner):
        context = {"file": file, "for_officer": by.is_officer}
        return render(request, "files/not_ready.html", context, status=409)
    try:
        stream = checked_stream(file)
    except NotWhole:
        return render(request, "files/broken.html", {"file": file}, status=409)
    if by.is_officer and cases is not None:
        item = None if cases else file.pk  # which file, where no case says it
        log_access(by=by, purpose=purpose, page=_page_of(request), case_ids=cases, at=clock.now(), item=item)
    shown = (inline or framed) and file.content_type in INLINE_TYPES or framed and file.content_type == PDF
    response = _part(request, file, stream)
    if response is None:
        response = FileResponse(
            stream, as_attachment=not shown, filename=file.name, content_type=file.content_type
        )
        response["Content-Length"] = str(file.size)
    if file.content_type in PLAYED:
        response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if framed and shown:
        response["Content-Security-Policy"] = FRAMED
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _part(request: HttpRequest, file: StoredFile, stream: BinaryIO) -> HttpResponseBase | None:
    """The bytes that a player asks for: iPhones play nothing from a server that sends only the whole. None: send all."""
    if file.content_type not in PLAYED:
        return None
    try:
        asked = range_of(request.headers.get("Range", ""), file.size)
    except NoSuchRange:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    if asked is None:
        return None
    first, last = asked
    with stream:
        stream.seek(first)
        content = stream.read(last - first + 1)
    response = HttpResponse(content, status=206, content_type=file.content_type)
    response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return response


def _page_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.url_name) if match else request.path
