"""`/api/an-toan-thong-tin/…`: a program sends a report, a network log or a file of events with its key, and asks what became of it."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from tinhso.kernel.people.public import public_page
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.bills.actions.register_bill import register_bill
from tinhso.security.bills.receiving import system_named
from tinhso.security.collecting.callers import Caller, CallRefused, caller_of
from tinhso.security.collecting.client_keys import key_of_caller
from tinhso.security.detection.actions.receive_events import receive_events
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.limits import MOST_BYTES
from tinhso.security.models import DetectionRun, ScanImport

FIELD = "tep"
SOURCE = ("san_pham", "loai", "dich_vu")


@csrf_exempt  # it knows no session: who sends shows a key
@never_cache
@require_POST
@public_page
def send_report(request: HttpRequest) -> HttpResponse:
    """A scanner's report or a network log; the same file sent twice is one."""
    return _answer(request, _receive_report)


@csrf_exempt  # it knows no session: who sends shows a key
@never_cache
@require_POST
@public_page
def send_events(request: HttpRequest) -> HttpResponse:
    """A file of events for Sigma rules; `san_pham`, `loai`, `dich_vu` say where they come from, empty for Windows events."""
    return _answer(request, _receive_events)


@csrf_exempt  # it knows no session: who sends shows a key
@never_cache
@require_POST
@public_page
def send_bill(request: HttpRequest) -> HttpResponse:
    """A software bill (CycloneDX, SPDX) of the system whose code `he_thong` says; read at once."""
    return _answer(request, _receive_bill)


@never_cache
@require_GET
@public_page
def ask_report(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a report: its state and counts, never a machine or a weakness."""
    return _answer(request, lambda _request, caller: _report(_of_key(ScanImport, caller, code)))


@never_cache
@require_GET
@public_page
def ask_events(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, lambda _request, caller: _run(_of_key(DetectionRun, caller, code)))


def _answer(
    request: HttpRequest, deed: Callable[[HttpRequest, Caller], tuple[dict[str, Any], int]]
) -> HttpResponse:
    """The key is looked at before the body is read: a stranger sends no gigabytes."""
    try:
        shape, status = deed(request, caller_of(request))
    except CallRefused as refused:
        shape, status = {"loi": str(refused)}, refused.status
    except EntryRefused as refused:
        shape, status = {"loi": str(refused), "truong": refused.field}, 422
    except PermissionDenied as refused:
        shape, status = {"loi": str(refused)}, 403
    return JsonResponse(shape, status=status, json_dumps_params={"ensure_ascii": False})


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """EntryRefused."""
    sent = request.FILES.get(FIELD)
    if not isinstance(sent, UploadedFile):
        raise EntryRefused(FIELD, "Gửi tệp trong trường “tep” (multipart/form-data).")
    if (sent.size or 0) > MOST_BYTES:
        raise EntryRefused(FIELD, "Tệp lớn hơn 64 MB; xuất thành nhiều tệp.")
    return sent.read(), sent.name or ""


def _client_key(caller: Caller, content: bytes, *, events: bool) -> UUID:
    return key_of_caller(caller.key, caller.agency, sha256(content).hexdigest(), caller.now, events=events)


def _word(request: HttpRequest, field: str) -> str:
    """EntryRefused for signs that no name of a product has, and no row can hold."""
    word = request.POST.get(field, "")[:60]
    if not word.isprintable():
        raise EntryRefused(field, "Có ký tự không in được; ghi bằng chữ thường.")
    return word


def _receive_report(request: HttpRequest, caller: Caller) -> tuple[dict[str, Any], int]:
    content, name = _file(request)
    made = receive_report(
        agency=caller.agency,
        content=content,
        file_name=name,
        client_key=_client_key(caller, content, events=False),
        by=caller.by,
        now=caller.now,
    )
    return _report(made)[0], 202


def _receive_events(request: HttpRequest, caller: Caller) -> tuple[dict[str, Any], int]:
    content, name = _file(request)
    product, category, service = (_word(request, one) for one in SOURCE)
    made = receive_events(
        agency=caller.agency,
        content=content,
        file_name=name,
        logsource=(product, category, service),
        client_key=_client_key(caller, content, events=True),
        by=caller.by,
        now=caller.now,
    )
    return _run(made)[0], 202


def _receive_bill(request: HttpRequest, caller: Caller) -> tuple[dict[str, Any], int]:
    content, name = _file(request)
    system = system_named(_word(request, "he_thong"), caller.by, caller.agency, caller.now)
    if system is None:
        raise NotFound("Không có hệ thống nào mang mã này mà khóa được gửi bảng kê.")
    made = register_bill(
        system=system,
        content=content,
        file_name=name,
        client_key=_client_key(caller, content, events=False),
        by=caller.by,
        now=caller.now,
    )
    shape = {
        "ma": made.code,
        "he_thong": system.code,
        "dinh_dang": made.format,
        "thanh_phan": made.component_count,
        "khong_doc_duoc": made.rejected_count,
    }
    return shape, 201


def _of_key(model: Any, caller: Caller, code: str) -> Any:
    """What was sent of the agency of the key, or of every agency; nothing of another. CallRefused."""
    row = model.objects.filter(code=code, agency=caller.agency).first()
    if row is None:
        raise NotFound("Không có tệp nào mang mã này mà khóa được xem.")
    return row


class NotFound(CallRefused):
    """Nothing with that code that the key may ask for."""

    status = 404


def _report(row: ScanImport) -> tuple[dict[str, Any], int]:
    shape = {
        "ma": row.code,
        "trang_thai": row.state,
        "cong_cu": row.tool,
        "diem_yeu_moi": row.new,
        "da_co": row.repeated,
        "khac_phuc": row.closed,
        "khong_doc_duoc": row.rejected_count,
        "ly_do": row.refusal,
    }
    return shape, 200


def _run(row: DetectionRun) -> tuple[dict[str, Any], int]:
    return {"ma": row.code, "trang_thai": row.state, "ly_do": row.refusal}, 200
