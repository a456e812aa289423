"""Signing and sealing one or many: the head's "Chờ ký", the clerk's "Chờ đóng dấu", the bulk deeds of the worklist."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NotYourTurn, Stale, Unlawful, last_deed_sentence
from tinhso.kernel.papers.public import LocalServiceSigner, Paper, local_signing, seal_of
from tinhso.kernel.people.public import Actor, User, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.forms import BulkForm, VerForm
from tinhso.onestop.dossier.identity_differences import IdentityUnsettled
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.handling.actions.accept_dossier import NothingHandedIn, NoTimeLimit, accept_dossier
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.handling.fee_gate import FeeOpen
from tinhso.onestop.handling.fee_words import fee_words
from tinhso.onestop.models import Dossier
from tinhso.onestop.results.actions.issue_result import issue_result
from tinhso.onestop.results.actions.sign_decision import sign_decision
from tinhso.onestop.results.signing_labels import ON_SERVER, sentence
from tinhso.onestop.results.signing_page import sealable, signable, waiting

NAMED = 10  # failures of a batch that are told one by one


@require_safe
@officer_required
def show_signing(request: HttpRequest) -> HttpResponse:
    """What waits for my signature, with the drafted result and form of signing of each; who may not sign one is told why."""
    actor, now = actor_for(request), clock.now()
    batch = waiting(actor, "sign", page="signing", now=now)
    rows = signable(batch.dossiers, actor, now.date())
    context = {"rows": rows, "more": batch.more, "now": now} | local_signing()
    return render(request, "onestop/results/signing.html", context)


@require_safe
@officer_required
def show_sealing(request: HttpRequest) -> HttpResponse:
    """Signed results that wait for the clerk, in the order of signing, to number and seal one or all that are ticked."""
    batch = waiting(actor_for(request), "issue", page="sealing", now=clock.now())
    context = {"rows": sealable(batch.dossiers), "more": batch.more, "now": clock.now()} | local_signing()
    return render(request, "onestop/results/sealing.html", context)


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
    act = ACTS[deed]
    actor, now = actor_for(request), clock.now()
    done, failed, numbers = 0, [], []
    dossiers = {
        d.case.code: d
        for d in Dossier.objects.visible_to(actor).whole().filter(case__code__in=[c for c, _ in form.pairs()])
    }
    for code, ver in form.pairs():
        sentence, made = attempt(act, dossiers.get(code), ver, actor, now)
        if sentence:
            failed.append(f"{code}: {sentence}")
            continue
        done += 1
        numbers += [made.full_number] if isinstance(made, Paper) and made.number else []
    if done:
        messages.success(request, f"Đã xong {done} hồ sơ.{_numbered(numbers)}")
    tell_failed(request, failed)
    return redirect({"sign": "signing", "issue": "sealing"}.get(deed, "worklist"))


def _numbered(numbers: list[str]) -> str:
    """The numbers that the clerk's batch gave, in words; "" for any other deed."""
    if not numbers:
        return ""
    return f" Số {numbers[0]}." if len(numbers) == 1 else f" Từ số {numbers[0]} đến số {numbers[-1]}."


def tell_failed(request: HttpRequest, failed: list[str]) -> None:
    for text in failed[:NAMED]:
        messages.error(request, text)
    if len(failed) > NAMED:
        messages.error(
            request, f"Còn {len(failed) - NAMED} hồ sơ khác chưa xong; các hồ sơ ấy vẫn ở trong danh sách."
        )


Act = Callable[[Dossier, int, Actor, datetime], object]


def alone(request: HttpRequest, code: str, act: Act, words: str) -> HttpResponse:
    dossier, form = desk_dossier(request, code), VerForm(request.POST)
    ver = form.cleaned_data["ver"] if form.is_valid() else 0
    try:
        act(dossier, ver, actor_for(request), clock.now())
    except ON_SERVER as error:
        messages.error(request, sentence(error))
        return redirect("desk_dossier", code)
    messages.success(request, words)
    return redirect("worklist")


def attempt(act: Act, dossier: Dossier | None, ver: int, by: Actor, now: datetime) -> tuple[str, object]:
    """Empty words and what was made if it worked, else why not."""
    if dossier is None:
        return "không tìm thấy", None
    try:
        return "", act(dossier, ver, by, now)
    except (Stale, Unlawful, NotYourTurn):
        return last_deed_sentence(dossier.case_id, by) or "đã có người xử lý", None
    except FeeOpen as error:
        return fee_words(error), None
    except IdentityUnsettled:
        return "thông tin người nộp không khớp, mở hồ sơ để thống nhất", None
    except NothingHandedIn:
        return "chưa có tờ khai, giấy tờ nào, yêu cầu bổ sung hoặc từ chối", None
    except NoTimeLimit:
        return "danh mục chưa có thời hạn, mở hồ sơ để nhập", None
    except ON_SERVER as error:
        return sentence(error), None


def accept_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    accept_dossier(dossier=dossier, ver=ver, by=by, now=now)


def forward_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> None:
    forward_dossier(dossier=dossier, ver=ver, by=by, now=now)


def sign_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> Paper:
    holder = User.objects.get(pk=by.user_id or 0).username
    return sign_decision(dossier=dossier, ver=ver, signer=LocalServiceSigner(holder), by=by, now=now)


def issue_one(dossier: Dossier, ver: int, by: Actor, now: datetime) -> Paper:
    holder = seal_of(dossier.case.agency)
    return issue_result(dossier=dossier, ver=ver, signer=LocalServiceSigner(holder), by=by, now=now)


ACTS: dict[str, Act] = {"accept": accept_one, "forward": forward_one, "sign": sign_one, "issue": issue_one}
