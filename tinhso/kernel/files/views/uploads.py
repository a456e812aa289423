"""The three addresses behind `upload.js`. Their guard is the signed ticket, then the random token and whose it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.kernel.files.actions.resume_upload import (
    CHUNK,
    WrongOffset,
    add_chunk,
    begin_upload,
    finish_upload,
)
from tinhso.kernel.files.holder import Owner, owned_by
from tinhso.kernel.files.models import Upload
from tinhso.kernel.files.refusal import FileRefused
from tinhso.kernel.files.rules import BadTicket, UploadRules, read_ticket
from tinhso.kernel.people.public import actor_for, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_id, sent_json


@public_page
@never_cache
@require_POST
def begin(request: HttpRequest) -> JsonResponse:
    """JSON `{ticket, name, size, type}` to `{token, received, chunk}`."""
    try:
        wish = _wish(request)
        rules, by = _ticket(request, wish["ticket"])
        upload = begin_upload(name=wish["name"], size=wish["size"], declared=wish["type"], rules=rules, by=by)
    except (BadTicket, ValueError):
        return _message(_("Trang đã mở quá lâu. Ông/bà tải lại trang rồi chọn lại tệp."), 403)
    except FileRefused as refused:
        return _message(str(refused), 422)
    return JsonResponse({"token": str(upload.pk), "received": 0, "chunk": CHUNK}, status=201)


@public_page
@never_cache
@require_http_methods(["GET", "PATCH"])
def piece(request: HttpRequest, token: UUID) -> JsonResponse:
    """GET: how much is there. PATCH with the header `Upload-Offset`: the next piece; 409 says where to go on."""
    upload = _own_upload(token, _owner(request))
    if request.method == "GET":
        return JsonResponse({"received": upload.received, "size": upload.size})
    offset = request.headers.get("Upload-Offset", "")
    try:
        received = add_chunk(upload, offset=int(offset) if offset.isdecimal() else -1, data=request.body)
    except WrongOffset as wrong:
        return JsonResponse({"received": wrong.received}, status=409)
    return JsonResponse({"received": received})


@public_page
@never_cache
@require_POST
def finish(request: HttpRequest, token: UUID) -> JsonResponse:
    """The stored file's id and name; what a scanner thinks is never said here."""
    by = _owner(request)
    upload = _own_upload(token, by)
    try:
        file = finish_upload(upload, by=by, now=clock.now())
    except FileRefused as refused:
        return _message(str(refused), 422)
    return JsonResponse({"id": str(file.pk), "name": file.name, "size": file.size})


def _ticket(request: HttpRequest, ticket: str) -> tuple[UploadRules, Owner]:
    return read_ticket(ticket, by=actor_for(request), browser=browser_id(request))


def _owner(request: HttpRequest) -> Owner:
    """Of the ticket that comes along in `Upload-Ticket`; without one, the account."""
    ticket = request.headers.get("Upload-Ticket", "")
    try:
        return _ticket(request, ticket)[1] if ticket else actor_for(request)
    except BadTicket as error:
        raise Http404 from error


def _own_upload(token: UUID, by: Owner) -> Upload:
    upload = Upload.objects.filter(owned_by(by), pk=token).first()
    if upload is None:
        raise Http404
    return upload


def _wish(request: HttpRequest) -> dict[str, Any]:
    wish = sent_json(request)
    if not isinstance(wish, dict):
        raise ValueError
    given = {"ticket": str, "name": str, "size": int, "type": str}
    if any(not isinstance(wish.get(key), kind) for key, kind in given.items()):
        raise ValueError
    return wish


def _message(text: str, status: int) -> JsonResponse:
    return JsonResponse({"message": text}, status=status)
