"""Signing and sealing, one or many: on the official's own machine by the browser; by the server in a demo only."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import Stale, Unlawful, last_deed_sentence
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.forms import ChosenForm, SealForm, VersionForm
from tinhso.documents.outgoing.views.finding import document_of
from tinhso.documents.outgoing.way import ISSUE_ACT, SIGN_ACT
from tinhso.documents.signing.actions.complete_seal import complete_seal
from tinhso.documents.signing.actions.complete_sign import complete_sign
from tinhso.documents.signing.actions.issue_document import issue_document
from tinhso.documents.signing.actions.prepare_seal import prepare_seal
from tinhso.documents.signing.actions.prepare_sign import prepare_sign
from tinhso.documents.signing.actions.sign_document import sign_document
from tinhso.documents.signing.signing_page import IN_BROWSER, ON_SERVER, refusal, waiting
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import (
    CmsForm,
    LocalServiceSigner,
    Paper,
    SigningRequest,
    fail_signature,
    local_signing,
    seal_of,
)
from tinhso.kernel.people.public import User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import read_version

Step = Callable[[OutgoingDocument, Actor, datetime], JsonResponse]


@require_safe
@officer_required
def show_signing(request: HttpRequest) -> HttpResponse:
    """What waits for my signature."""
    return _waiting(request, SIGN_ACT, "outgoing_signing", "documents/outgoing/signing.html")


@require_safe
@officer_required
def show_sealing(request: HttpRequest) -> HttpResponse:
    """Signed documents that wait for number and seal, in the order of signing, one or all that are ticked."""
    return _waiting(request, ISSUE_ACT, "outgoing_sealing", "documents/outgoing/sealing.html")


def _waiting(request: HttpRequest, act: str, page: str, template: str) -> HttpResponse:
    now = clock.now()
    batch = waiting(actor_for(request), act, page=page, now=now)
    rows = [(document, name_of(document.type_code)) for document in batch.documents]
    return render(request, template, {"rows": rows, "more": batch.more, "now": now} | local_signing())


def _answered(request: HttpRequest, code: str, step: Step) -> JsonResponse:
    """What the step answers, or the refusal in words."""
    by = actor_for(request)
    try:
        document = document_of(request, code)
        return step(document, by, clock.now())
    except (Stale, Unlawful) as error:
        words = last_deed_sentence(error.case_id, by)
        return _refused(409, words or "Văn bản đã thay đổi. Tải lại trang rồi thử lại.")
    except IN_BROWSER as error:
        return _refused(*refusal(error))


def _refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _wish(request: SigningRequest | None, holder: str) -> JsonResponse:
    if request is None:
        return JsonResponse({"token": "", "digest": "", "holder": "", "document_id": ""})
    answer = {"token": request.token, "digest": request.digest, "document_id": request.document_id}
    return JsonResponse(answer | {"holder": holder})


def _holder(by: Actor) -> str:
    return User.objects.get(pk=by.user_id or 0).username


@require_POST
@officer_required
def prepare_signing(request: HttpRequest, code: str) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _refused(400, "Thiếu phiên bản văn bản. Tải lại trang rồi thử lại.")

    def step(document: OutgoingDocument, by: Actor, now: datetime) -> JsonResponse:
        wish = prepare_sign(document=document, ver=form.cleaned_data["ver"], by=by, now=now)
        return _wish(wish, _holder(by))

    return _answered(request, code, step)


@require_POST
@officer_required
def prepare_sealing(request: HttpRequest, code: str) -> HttpResponse:
    """`reserved`, in the address or the form, is a number that was held for this document."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _refused(400, "Thiếu phiên bản văn bản. Tải lại trang rồi thử lại.")

    def step(document: OutgoingDocument, by: Actor, now: datetime) -> JsonResponse:
        held = reserved_of(request, by)
        wish = prepare_seal(document=document, ver=form.cleaned_data["ver"], reserved=held, by=by, now=now)
        return _wish(wish, seal_of(document.case.agency))

    return _answered(request, code, step)


def reserved_of(request: HttpRequest, by: Actor) -> RegisterNumber | None:
    """The reserved number that was asked for; what is none of the agency's is as if nothing was asked."""
    rows = RegisterNumber.objects.visible_to(by).filter(state=RegisterNumber.State.RESERVED)
    form = SealForm({"ver": "1", "reserved": request.GET.get("so-giu", "") or request.POST.get("so-giu", "")})
    form.fields["reserved"].queryset = rows  # type: ignore[attr-defined]
    return form.cleaned_data["reserved"] if form.is_valid() else None


def _complete(request: HttpRequest, code: str, act: Callable[..., Paper]) -> JsonResponse:
    """The signature that came back; or, under `refused`, the word with which the service said no."""
    form = CmsForm(request.POST)
    if not form.is_valid():
        return _refused(400, "Chữ ký nhận được không đọc được. Bấm ký lại.")
    data = form.cleaned_data

    def step(document: OutgoingDocument, by: Actor, now: datetime) -> JsonResponse:
        if data["refused"]:
            fail_signature(token=data["token"], code=data["refused"], by=by, now=now)
            return JsonResponse({"done": False})
        given: dict[str, Any] = {"ver": data["ver"], "token": data["token"], "cms": data["cms"]}
        paper = act(document=document, by=by, now=now, **given)
        return JsonResponse({"done": True, "number": paper.full_number})

    return _answered(request, code, step)


@require_POST
@officer_required
def complete_signing(request: HttpRequest, code: str) -> HttpResponse:
    return _complete(request, code, complete_sign)


@require_POST
@officer_required
def complete_sealing(request: HttpRequest, code: str) -> HttpResponse:
    return _complete(request, code, complete_seal)


@require_POST
@officer_required
def sign_chosen(request: HttpRequest) -> HttpResponse:
    """The ticked ones by the server (demo only), each on its own: those that fail say why and hold up nobody."""
    form = ChosenForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Đánh dấu ít nhất một văn bản.")
        return redirect("outgoing_documents")
    deed, by = form.cleaned_data["deed"], actor_for(request)
    done = 0
    for chosen in form.cleaned_data["chosen"]:
        code, _bar, ver = chosen.rpartition("|")
        if problem := _tried(request, deed, code, read_version(ver), by):
            messages.error(request, f"{code}: {problem}")
        else:
            done += 1
    if done:
        messages.success(request, f"Đã xong {done} văn bản.")
    return redirect("outgoing_signing" if deed == "sign" else "outgoing_sealing")


def _tried(request: HttpRequest, deed: str, code: str, ver: int, by: Actor) -> str:
    """Empty words if it worked, else why not."""
    try:
        document = document_of(request, code)
        if deed == "sign":
            sign_document(
                document=document, ver=ver, signer=LocalServiceSigner(_holder(by)), by=by, now=clock.now()
            )
        else:
            issue_document(
                document=document,
                ver=ver,
                signer=LocalServiceSigner(seal_of(document.case.agency)),
                reserved=reserved_of(request, by),
                by=by,
                now=clock.now(),
            )
    except (Stale, Unlawful) as error:
        return last_deed_sentence(error.case_id, by) or "đã có người xử lý"
    except ON_SERVER as error:
        return refusal(error)[1]
    return ""
