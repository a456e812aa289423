"""Signing one or many: the head's "Chờ ký", the clerk's seal, and the bulk deeds of the worklist."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NotYourTurn, Stale, Unlawful, turns_of
from tinhso.kernel.events.public import log_access
from tinhso.kernel.papers.public import (
    LocalServiceSigner,
    SignatureWrong,
    SigningRefused,
)
from tinhso.kernel.people.public import Actor, User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.actions.accept_dossier import NoTimeLimit, accept_dossier
from tinhso.onestop.actions.forward_dossier import forward_dossier
from tinhso.onestop.actions.issue_result import NotSigned, issue_result
from tinhso.onestop.actions.sign_decision import sign_decision
from tinhso.onestop.forms import BulkForm, VerForm
from tinhso.onestop.local_signing import local_signing
from tinhso.onestop.models import Dossier
from tinhso.onestop.results import MayNotSign
from tinhso.onestop.views.finding import desk_dossier

MOST_AT_ONCE = 50


@require_safe
@officer_required
def show_signing(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, with the drafted result of each, to sign one or all that are ticked."""
    actor = actor_for(request)
    cases = turns_of(actor, act="sign", kind="dossier", limit=MOST_AT_ONCE)
    dossiers = list(
        Dossier.objects.filter(case__in=cases).whole().select_related("decision").order_by("case__due_at")
    )
    if dossiers:
        log_access(
            by=actor,
            purpose="signing",
            page="signing",
            case_ids=[d.case_id for d in dossiers],
            at=clock.now(),
        )
    context = {"dossiers": dossiers, "now": clock.now()} | local_signing()
    return render(request, "onestop/signing.html", context)


@require_POST
@officer_required
def sign(request: HttpRequest, code: str) -> HttpResponse:
    return alone(request, code, sign_one, "Đã ký.")


@require_POST
@officer_required
def issue(request: HttpRequest, code: str) -> HttpResponse:
    return alone(request, code, issue_one, "Đã vào số, đóng dấu, phát hành.")


@require_POST
@officer_required
def bulk(request: HttpRequest) -> HttpResponse:
    """The ticked rows, one deed, each in its own transaction: those that fail say why and hold up nobody."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Đánh dấu ít nhất một hồ sơ.")
        return redirect("worklist")
    deed = form.cleaned_data["deed"]
    actor, now = actor_for(request), clock.now()
    act = {"accept": accept_one, "forward": forward_one, "sign": sign_one}[deed]
    done, failed = 0, []
    dossiers = {
        d.case.code: d
        for d in Dossier.objects.visible_to(actor).whole().filter(case__code__in=[c for c, _ in form.pairs()])
    }
    for code, ver in form.pairs():
        reason = attempt(act, dossiers.get(code), ver, actor, now)
        if reason:
            failed.append(f"{code}: {reason}")
        else:
            done += 1
    if done:
        messages.success(request, f"Đã xong {done} hồ sơ.")
    for text in failed[:10]:
        messages.error(request, text)
    return redirect("signing" if deed == "sign" else "worklist")


Act = Callable[[Dossier, int, Actor, datetime], object]


def alone(request: HttpRequest, code: str, act: Act, told: str) -> HttpResponse:
    dossier, form = desk_dossier(request, code), VerForm(request.POST)
    ver = form.cleaned_data["ver"] if form.is_valid() else 0
    try:
        act(dossier, ver, actor_for(request), clock.now())
    except (SigningRefused, SignatureWrong, MayNotSign, NotSigned) as error:
        messages.error(request, sentence(error))
        return redirect("desk_dossier", code)
    messages.success(request, told)
    return redirect("worklist")


def attempt(act: Act, dossier: Dossier | None, ver: int, by: Actor, now: datetime) -> str:
    """Empty if it worked, else why not."""
    if dossier is None:
        return "không tìm thấy"
    try:
        act(dossier, ver, by, now)
    except (Stale, Unlawful, NotYourTurn):
        return "đã có người xử lý"
    except NoTimeLimit:
        return "danh mục chưa có thời hạn, mở hồ sơ để nhập"
    except (SigningRefused, SignatureWrong, MayNotSign) as error:
        return sentence(error)
    return ""


def sentence(error: Exception) -> str:
    if isinstance(error, MayNotSign):
        return "Vị trí này hôm nay không có quyền ký cho cơ quan và lĩnh vực này."
    if isinstance(error, NotSigned):
        return "Chưa có văn bản đã ký để phát hành."
    return str(error)


def accept_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    accept_dossier(dossier=dossier, ver=ver, by=by, now=now)


def forward_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    forward_dossier(dossier=dossier, ver=ver, by=by, now=now)


def sign_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    holder = User.objects.get(pk=by.user_id or 0).username
    sign_decision(dossier=dossier, ver=ver, signer=LocalServiceSigner(holder), by=by, now=now)


def issue_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    holder = dossier.case.agency.code
    issue_result(dossier=dossier, ver=ver, signer=LocalServiceSigner(holder), by=by, now=now)
