"""Handing a file to a browser. Who may see it is the question of the app that owns the object: ask it first."""

from collections.abc import Sequence

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render

from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.reading import open_stream
from tinhso.kernel.site import clock
from tinhso.lib.file_kinds import FACTS, PICTURES

SHOWN = frozenset(FACTS[kind].content_type for kind in PICTURES)


def may_open(file: StoredFile, *, by: Actor, own: bool = False) -> bool:
    """Clean files for everybody whom the caller lets in; one in quarantine only for the citizen who sent it.

    `own`: the caller knows it from the draft; a nameless file tells nobody.
    """
    sent = by.user_id is not None and by.user_id == file.uploaded_by_id
    own = (own or sent) and not by.is_officer
    return file.state == StoredFile.State.CLEAN or (own and file.state == StoredFile.State.QUARANTINE)


def serve(
    request: HttpRequest,
    file: StoredFile,
    *,
    by: Actor,
    cases: Sequence[int] | None,
    purpose: str = "handling",
    inline: bool = False,
    own: bool = False,
) -> HttpResponseBase:
    """The download, or a page (409) that says why not yet. The view has already checked that `by` may read it.

    An officer's reading is written into the access log under `purpose`, with the `cases` to which the file belongs;
    None for what everybody may read. Always nosniff, uncached and sandboxed; an attachment, except pictures with `inline`.
    """
    if not may_open(file, by=by, own=own):
        context = {"file": file, "for_officer": by.is_officer}
        return render(request, "files/not_ready.html", context, status=409)
    if by.is_officer and cases is not None:
        log_access(by=by, purpose=purpose, page=_page_of(request), case_ids=cases, at=clock.now())
    shown = inline and file.content_type in SHOWN
    response = FileResponse(
        open_stream(file), as_attachment=not shown, filename=file.name, content_type=file.content_type
    )
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _page_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.url_name) if match else request.path
