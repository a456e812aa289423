"""Signing and sealing a copy: on the official's own machine by the browser; by the server in a demo only."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from tinhso.documents.copies.actions.complete_copy import complete_copy_seal, complete_copy_sign
from tinhso.documents.copies.actions.prepare_copy import prepare_copy_seal, prepare_copy_sign
from tinhso.documents.copies.actions.sign_copy import issue_copy, sign_copy
from tinhso.documents.copies.views.copies import copy_of
from tinhso.documents.models import DocumentCopy
from tinhso.documents.signing.signing_page import IN_BROWSER, ON_SERVER, refusal
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import CmsForm, LocalServiceSigner, fail_signature, seal_of
from tinhso.kernel.people.public import User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused

BROWSER: tuple[type[Exception], ...] = (EntryRefused, *IN_BROWSER)
SERVER: tuple[type[Exception], ...] = (EntryRefused, *ON_SERVER)


def _holder(copy: DocumentCopy, deed: str, by: Actor) -> str:
    if deed == "seal":
        return seal_of(copy.agency)
    return User.objects.get(pk=by.user_id or 0).username


def _answered(
    request: HttpRequest, pk: int, step: Callable[[DocumentCopy, Actor], JsonResponse]
) -> JsonResponse:
    try:
        return step(copy_of(request, pk), actor_for(request))
    except BROWSER as error:
        status, words = refusal(error)
        return JsonResponse({"error": words}, status=status)


@require_POST
@officer_required
def prepare_copy(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    if deed not in ("sign", "seal"):
        raise Http404

    def step(copy: DocumentCopy, by: Actor) -> JsonResponse:
        act = prepare_copy_sign if deed == "sign" else prepare_copy_seal
        wish = act(copy=copy, by=by, now=clock.now())
        if wish is None:
            return JsonResponse({"token": "", "digest": "", "holder": "", "document_id": ""})
        answer = {"token": wish.token, "digest": wish.digest, "document_id": wish.document_id}
        return JsonResponse(answer | {"holder": _holder(copy, deed, by)})

    return _answered(request, pk, step)


@require_POST
@officer_required
def complete_copy(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """The signature that came back; or, under `refused`, the word with which the service said no."""
    if deed not in ("sign", "seal"):
        raise Http404
    form = CmsForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "Chữ ký nhận được không đọc được. Bấm ký lại."}, status=400)
    data = form.cleaned_data

    def step(copy: DocumentCopy, by: Actor) -> JsonResponse:
        if data["refused"]:
            fail_signature(token=data["token"], code=data["refused"], by=by, now=clock.now())
            return JsonResponse({"done": False})
        act = complete_copy_sign if deed == "sign" else complete_copy_seal
        paper = act(copy=copy, token=data["token"], cms=data["cms"], by=by, now=clock.now())
        return JsonResponse({"done": True, "number": paper.full_number})

    return _answered(request, pk, step)


@require_POST
@officer_required
def sign_copy_here(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """By the server (demo only)."""
    if deed not in ("sign", "seal"):
        raise Http404
    copy, by = copy_of(request, pk), actor_for(request)
    act = sign_copy if deed == "sign" else issue_copy
    try:
        act(copy=copy, signer=LocalServiceSigner(_holder(copy, deed, by)), by=by, now=clock.now())
        messages.success(request, "Đã ký bản sao." if deed == "sign" else "Đã cấp số, đóng dấu bản sao.")
    except SERVER as error:
        messages.error(request, refusal(error)[1])
    return redirect("document_copy", pk)
