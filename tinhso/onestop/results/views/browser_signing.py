"""Signing on the official's own machine: the page asks for the digest, the local service signs it, the page brings it.

JSON both ways out; a refusal is one Vietnamese sentence under `error`.
"""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from tinhso.casework.public import Stale, Unlawful, history
from tinhso.kernel.papers.public import CmsForm, Paper, SigningRequest, fail_signature, seal_of
from tinhso.kernel.people.public import Actor, User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.forms import VerForm
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.models import Dossier
from tinhso.onestop.results.actions.complete_decision import complete_decision
from tinhso.onestop.results.actions.complete_seal import complete_seal
from tinhso.onestop.results.actions.prepare_decision import prepare_decision
from tinhso.onestop.results.actions.prepare_seal import prepare_seal
from tinhso.onestop.results.signing_labels import IN_BROWSER, refusal

Prepare = Callable[..., SigningRequest | None]
Complete = Callable[..., Paper]


def answered(
    request: HttpRequest, code: str, step: Callable[[Dossier, Actor, datetime], JsonResponse]
) -> JsonResponse:
    """What the step answers, or the refusal in words."""
    try:
        return step(desk_dossier(request, code), actor_for(request), clock.now())
    except (Stale, Unlawful):
        return refused(409, first_was(desk_dossier(request, code)))
    except IN_BROWSER as error:
        return refused(*refusal(error))


def refused(status: int, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def first_was(dossier: Dossier) -> str:
    """Who did what to the dossier last."""
    entries = history(dossier.case, for_citizen=False).entries
    if not entries:
        return "Hồ sơ đã thay đổi. Tải lại trang rồi thử lại."
    last = next(
        (one for one in reversed(entries) if one.by), entries[-1]
    )  # a notice of the system is no deed
    return f"{last.by or 'Hệ thống'} đã xử lý hồ sơ này lúc {last.at:%H:%M %d/%m/%Y}: {last.title}. Tải lại trang."


def prepare(
    request: HttpRequest, code: str, act: Prepare, holder: Callable[[Dossier, Actor], str]
) -> JsonResponse:
    form = VerForm(request.POST)
    if not form.is_valid():
        return refused(400, "Thiếu phiên bản hồ sơ. Tải lại trang rồi thử lại.")

    def step(dossier: Dossier, by: Actor, now: datetime) -> JsonResponse:
        wish = act(dossier=dossier, ver=form.cleaned_data["ver"], by=by, now=now)
        if wish is None:
            return JsonResponse({"token": "", "digest": "", "holder": "", "document_id": ""})
        answer = {"token": wish.token, "digest": wish.digest, "document_id": wish.document_id}
        return JsonResponse(answer | {"holder": holder(dossier, by)})

    return answered(request, code, step)


def complete(request: HttpRequest, code: str, act: Complete) -> JsonResponse:
    """The signature that came back; or, under `refused`, the word with which the service said no."""
    form = CmsForm(request.POST)
    if not form.is_valid():
        return refused(400, "Chữ ký nhận được không đọc được. Bấm ký lại.")
    data = form.cleaned_data

    def step(dossier: Dossier, by: Actor, now: datetime) -> JsonResponse:
        if data["refused"]:
            fail_signature(token=data["token"], code=data["refused"], by=by, now=now)
            return JsonResponse({"done": False})
        paper = act(dossier=dossier, ver=data["ver"], token=data["token"], cms=data["cms"], by=by, now=now)
        return JsonResponse({"done": True, "number": paper.full_number})

    return answered(request, code, step)


def official(dossier: Dossier, by: Actor) -> str:
    """Whose key signs: the account's name."""
    return User.objects.get(pk=by.user_id or 0).username


def agency(dossier: Dossier, by: Actor) -> str:
    """Whose key seals: the agency's."""
    return seal_of(dossier.case.agency)


@require_POST
@officer_required
def prepare_sign(request: HttpRequest, code: str) -> HttpResponse:
    return prepare(request, code, prepare_decision, official)


@require_POST
@officer_required
def complete_sign(request: HttpRequest, code: str) -> HttpResponse:
    return complete(request, code, complete_decision)


@require_POST
@officer_required
def prepare_issue(request: HttpRequest, code: str) -> HttpResponse:
    return prepare(request, code, prepare_seal, agency)


@require_POST
@officer_required
def complete_issue(request: HttpRequest, code: str) -> HttpResponse:
    return complete(request, code, complete_seal)
