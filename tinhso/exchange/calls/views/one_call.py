"""One call for those who may read it, as a page and as a file that proves itself; and the program that checks the file."""

import json
from base64 import b64encode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.exchange.calls.actions.read_bodies import NothingStored, read_bodies
from tinhso.exchange.calls.permissions import can_read_bodies
from tinhso.exchange.calls.proof.call_file import call_file
from tinhso.exchange.models import ExchangeCall, StoredBodies
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.kernel.events.public import Actor, newest_heads
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Fact
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.errors import outcome
from tinhso.lib.exchange.proof.verify_program import program

PROGRAM = "verify_call.py"


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    call = _visible(request, pk)
    stored = _stored(call, actor_for(request))
    head = next(iter(newest_heads()), None)
    context = {
        "call": call,
        "facts": _facts(call),
        "proof": call_file(call),
        "key": head.key if head else "",
        "stored": stored,
    }
    return render(request, "exchange/calls/call.html", context)


@require_safe
@role_required(Head, DataOfficer, Auditor)
def save_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file; 404 while the batch waits for its seal."""
    found = call_file(_visible(request, pk))
    if found is None:
        raise Http404
    text = json.dumps(found, ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="loi-goi-{pk}.json"'
    return answer


@require_safe
@role_required(Head, DataOfficer, Auditor)
def save_verifier(request: HttpRequest) -> HttpResponse:
    """The source of the program, as it stands in this installation."""
    answer = HttpResponse(program(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{PROGRAM}"'
    return answer


@require_POST
@role_required(Head, DataOfficer)
def save_bodies(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Both bodies as JSON, base64 each, for the two sides of the call; that they were read is written down."""
    call, by = _visible(request, pk), actor_for(request)
    if not can_read_bodies(call, by):
        raise Http404
    try:
        found = read_bodies(call=call, by=by, now=clock.now())
    except NothingStored as error:
        raise Http404 from error
    content = {"id": str(pk)} | {name: b64encode(body).decode() for name, body in vars(found).items()}
    answer = JsonResponse(content)
    answer["Content-Disposition"] = f'attachment; filename="noi-dung-{pk}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


def _stored(call: ExchangeCall, by: Actor) -> StoredBodies | None:
    """What this officer may read. Two queries."""
    stored = StoredBodies.objects.filter(call=call, until__gte=clock.today()).first()
    return stored if stored and can_read_bodies(call, by) else None


def _visible(request: HttpRequest, pk: UUID) -> ExchangeCall:
    by = actor_for(request)
    rows = ExchangeCall.objects.visible_to(by, runs=can_keep_registry(by, clock.today()))
    return get_object_or_404(rows, pk=pk)


def _facts(call: ExchangeCall) -> list[Fact]:
    return [
        Fact(_("Lúc"), f"{call.at.astimezone(HANOI):%H:%M:%S %d/%m/%Y}"),
        Fact(_("Bên gọi"), call.client or "–"),
        Fact(_("Dịch vụ"), call.service or "–"),
        Fact(_("Thao tác"), call.operation or "–"),
        Fact(_("Thỏa thuận"), call.agreement or "–"),
        Fact(_("Kết quả"), outcome(call.status, call.code)),
        Fact(_("Phiên bản chính sách"), str(call.policy)),
        Fact(_("SHA-256 của nội dung yêu cầu"), call.request_hash or "–"),
        Fact(_("SHA-256 của nội dung trả lời"), call.response_hash or "–"),
    ]
