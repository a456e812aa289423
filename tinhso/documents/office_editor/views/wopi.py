"""The door by which the office suite reads and writes a draft (WOPI). The token says who calls; whether that officer may, is asked
at each call. Nothing of it is there without `TINHSO_OFFICE_EDITOR`."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tinhso.casework.public import NotYourTurn
from tinhso.documents.layout.letter_limits import LetterRefused
from tinhso.documents.layout.letter_parts import LetterUnreadable
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.models.office_editor.draft_lock import LONGEST_LOCK
from tinhso.documents.office_editor.actions.lock_draft import lock_draft
from tinhso.documents.office_editor.actions.refresh_lock import refresh_lock
from tinhso.documents.office_editor.actions.save_from_editor import save_from_editor
from tinhso.documents.office_editor.actions.store_between import store_between
from tinhso.documents.office_editor.actions.store_save import store_save
from tinhso.documents.office_editor.actions.unlock_draft import unlock_draft
from tinhso.documents.office_editor.discovery import editor_address
from tinhso.documents.office_editor.file_info import draft_bytes, file_info
from tinhso.documents.office_editor.locks import LockMismatch, lock_at
from tinhso.documents.office_editor.permissions import can_open_editor
from tinhso.documents.office_editor.tokens import actor_of_token
from tinhso.documents.outgoing.actions.write_version import VersionChanged
from tinhso.documents.outgoing.docx_upload import DOCX_TYPE, RULES
from tinhso.documents.outgoing.versions import newest
from tinhso.documents.outgoing.views.finding import document_seen_by
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import FileRefused
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused

LOCK, OLD_LOCK, OVERRIDE, VERSION = "X-WOPI-Lock", "X-WOPI-OldLock", "X-WOPI-Override", "X-WOPI-ItemVersion"
READING = "handling"


class NotACall(Exception):
    """The answer to a call that is none: no token, no such draft, a lock without a name."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Call:
    """Who calls about which draft."""

    def __init__(self, request: HttpRequest, code: str) -> None:
        self.request, self.now = request, clock.now()
        found = actor_of_token(_token(request), on=self.now.date())
        if found is None:
            raise NotACall(401)
        self.by, document_id, self.user = found
        document = document_seen_by(self.by, code)
        if document is None or document.pk != document_id:
            raise NotACall(404)
        self.document: OutgoingDocument = document

    @property
    def is_open_to_them(self) -> bool:
        return can_open_editor(self.document, self.by)

    def lock_name(self, header: str = LOCK) -> str:
        """NotACall for a name that is missing, too long, or could not stand in a header."""
        name = self.request.headers.get(header, "")
        if not name or len(name) > LONGEST_LOCK or not (name.isascii() and name.isprintable()):
            raise NotACall(400)
        return name

    @property
    def version(self) -> str:
        return str(newest(self.document).number)


Answer = Callable[[Call], HttpResponse]


def _token(request: HttpRequest) -> str:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" and value else request.GET.get("access_token", "")


def _answered(request: HttpRequest, code: str, answer: Answer) -> HttpResponse:
    if not editor_address():
        raise Http404
    try:
        made = answer(Call(request, code))
    except NotACall as refused:
        made = HttpResponse(status=refused.status)
    except (NotYourTurn, DocumentsForbidden):
        made = HttpResponse(status=404)
    except LockMismatch as refused:
        made = _conflict(refused.current)
    made["Cache-Control"] = "private, no-store"
    return made


def _conflict(current: str) -> HttpResponse:
    answer = HttpResponse(status=409)
    answer[LOCK] = current
    return answer


@csrf_exempt  # the suite has no session; its token stands for it
@require_http_methods(["GET", "POST"])
@public_page
def file(request: HttpRequest, code: str) -> HttpResponse:
    """CheckFileInfo, and the deeds of the lock."""
    if request.method == "GET":
        return _answered(request, code, _info)
    return _answered(request, code, LOCK_DEEDS.get(request.headers.get(OVERRIDE, "").upper(), _unknown))


@csrf_exempt
@require_http_methods(["GET", "POST"])
@public_page
def contents(request: HttpRequest, code: str) -> HttpResponse:
    """GetFile and PutFile."""
    if request.method == "GET":
        return _answered(request, code, _content)
    is_put = request.headers.get(OVERRIDE, "").upper() == "PUT"
    return _answered(request, code, _put if is_put else _unknown)


def _unknown(_call: Call) -> HttpResponse:
    return HttpResponse(status=501)


def _info(call: Call) -> HttpResponse:
    if not call.is_open_to_them:
        raise NotACall(404)
    try:
        return JsonResponse(file_info(call.document, call.user, now=call.now))
    except LetterRefused as error:
        raise NotACall(500) from error


def _content(call: Call) -> HttpResponse:
    if not call.is_open_to_them:
        raise NotACall(404)
    try:
        content = draft_bytes(call.document, now=call.now)
    except LetterRefused as error:
        raise NotACall(500) from error
    log_access(by=call.by, purpose=READING, page="office_editor", case_ids=[call.document.pk], at=call.now)
    answer = HttpResponse(content, content_type=DOCX_TYPE)
    answer[VERSION] = call.version
    answer["Content-Disposition"] = f'attachment; filename="{call.document.case.code}.docx"'
    return answer


def _lock(call: Call) -> HttpResponse:
    """Lock, and UnlockAndRelock where the former name is told."""
    former = call.lock_name(OLD_LOCK) if OLD_LOCK in call.request.headers else ""
    if not call.is_open_to_them:
        raise NotACall(404)
    lock_draft(document=call.document, name=call.lock_name(), former=former, by=call.by, now=call.now)
    return _done(call)


def _get_lock(call: Call) -> HttpResponse:
    if not call.is_open_to_them:
        raise NotACall(404)
    found, answer = lock_at(call.document, call.now), HttpResponse()
    answer[LOCK] = found.name if found else ""
    return answer


def _refresh(call: Call) -> HttpResponse:
    refresh_lock(document=call.document, name=call.lock_name(), by=call.by, now=call.now)
    return HttpResponse()


def _unlock(call: Call) -> HttpResponse:
    unlock_draft(document=call.document, name=call.lock_name(), by=call.by, now=call.now)
    return _done(call)


def _done(call: Call) -> HttpResponse:
    answer = HttpResponse()
    answer[VERSION] = call.version
    return answer


LOCK_DEEDS: dict[str, Answer] = {
    "LOCK": _lock,
    "GET_LOCK": _get_lock,
    "REFRESH_LOCK": _refresh,
    "UNLOCK": _unlock,
}


def _put(call: Call) -> HttpResponse:
    """The next version; what becomes none is stored with its reason, and the suite hears that it did not go. What it saves by
    itself is stored too, until the next save of its user or of its end makes a version."""
    content, lock = _body(call.request), call.request.headers.get(LOCK, "")
    deed = store_between if _is_between(call.request) else save_from_editor
    try:
        made = deed(document=call.document, lock=lock, content=content, by=call.by, now=call.now)
    except (FileRefused, SecretDocument) as refused:
        return _refused(400, str(refused))
    except LockMismatch as refused:
        _stored(call, content, _words_of(refused))
        raise
    except (NotYourTurn, VersionChanged) as refused:
        _stored(call, content, _words_of(refused))
        return _conflict(lock) if isinstance(refused, VersionChanged) else HttpResponse(status=404)
    except (LetterUnreadable, EntryRefused) as refused:
        words = _words_of(refused)
        _stored(call, content, words)
        return _refused(400, words)
    answer = JsonResponse({"LastModifiedTime": made.at.isoformat()})
    answer[VERSION] = str(made.number)
    return answer


def _body(request: HttpRequest) -> bytes:
    """NotACall for what is longer than a file may be, and for a length that is none."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise NotACall(400)
    if len(length) > 12 or int(length) > RULES.max_size:
        raise NotACall(413)
    content = request.read(RULES.max_size + 1)
    if len(content) > RULES.max_size:
        raise NotACall(413)
    return content


def _is_between(request: HttpRequest) -> bool:
    """A save by the clock of the suite, not by its user and not when it closes."""

    def says(name: str) -> bool:
        return any(
            request.headers.get(f"X-{of}-WOPI-{name}", "").lower() == "true" for of in ("COOL", "LOOL")
        )

    return says("IsAutosave") and not says("IsExitSave")


def _words_of(refused: Exception) -> str:
    if isinstance(refused, LockMismatch):
        return "Phiên soạn thảo đã kết thúc hoặc hết hạn khóa trước khi lưu."
    if isinstance(refused, VersionChanged):
        return "Có phiên bản khác đã ghi trong khi dự thảo mở ở bộ soạn thảo."
    if isinstance(refused, NotYourTurn):
        return "Dự thảo không còn chờ ông/bà sửa khi bộ soạn thảo lưu."
    return " ".join(refused.problems) if isinstance(refused, LetterUnreadable) else str(refused)


def _stored(call: Call, content: bytes, reason: str) -> None:
    store_save(document=call.document, content=content, reason=reason, by=call.by, now=call.now)


def _refused(status: int, words: str) -> HttpResponse:
    return HttpResponse(
        json.dumps({"message": words}, ensure_ascii=False), content_type="application/json", status=status
    )
