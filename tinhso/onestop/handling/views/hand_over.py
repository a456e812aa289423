"""Trả kết quả: several at once, and what is under way by post."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import NotSettled, NotYourTurn, Stale, Unlawful, last_deed_sentence, turns_of
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import read_version
from tinhso.onestop.handling.actions.confirm_delivery import NotUnderWay, confirm_delivery
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.fee_gate import FeeOpen
from tinhso.onestop.handling.fee_words import fee_words
from tinhso.onestop.models import Dossier, HandOver

MOST = 50
LONGEST_NUMBER, LONGEST_STORED = 30, 200


@require_safe
@role_required(DeskOfficer)
def show_hand_over(request: HttpRequest) -> HttpResponse:
    """Results that wait at this desk, and those that the post has not delivered yet."""
    return hand_over_page(request)


def hand_over_page(request: HttpRequest, wrong: Mapping[str, str] | None = None) -> HttpResponse:
    """`wrong` says of rows that were ticked why they were not done: they are ticked again, their numbers as typed."""
    actor = actor_for(request)
    cases = turns_of(actor, act="hand_over", kind="dossier", limit=MOST)
    ready = list(Dossier.objects.filter(case__in=cases).listed().order_by("case__due_at"))
    sent = HandOver.objects.filter(
        how=HandOver.How.POST, delivered_at=None, dossier__case__desk=actor.agency_id
    ).select_related("dossier__case")
    under_way = list(sent.defer("dossier__answers", "dossier__former_answers").order_by("handed_at")[:MOST])
    seen = [d.case_id for d in ready] + [h.dossier_id for h in under_way]
    if seen:
        log_access(by=actor, purpose="handling", page="hand_over", case_ids=seen, at=clock.now())
    typed, wrong = request.POST, wrong or {}
    rows = [(d, typed.get(f"number_{d.pk}", "")[:LONGEST_STORED], wrong.get(d.case.code, "")) for d in ready]
    context = {"ready": rows, "under_way": under_way}
    return render(request, "onestop/handling/hand_over.html", context, status=422 if wrong else 200)


@require_POST
@role_required(DeskOfficer)
def hand_over_many(request: HttpRequest) -> HttpResponse:
    """The ticked rows, each to its applicant: by post where a number is typed, else as was asked for."""
    actor = actor_for(request)
    wanted = [item.rpartition("|") for item in request.POST.getlist("chosen")[:MOST]]
    found = (
        Dossier.objects.visible_to(actor).whole().filter(case__code__in=[code for code, _bar, _ver in wanted])
    )
    dossiers = {d.case.code: d for d in found}
    results = {c: hand_over_one(request, dossiers.get(c), read_version(ver)) for c, _bar, ver in wanted}
    wrong = {code: why for code, why in results.items() if why}
    for code, why in wrong.items():
        messages.error(request, f"{code}: {why}")
    if done := len(results) - len(wrong):
        messages.success(request, _("Đã trả %(n)s kết quả.") % {"n": done})
    elif not wanted:
        messages.warning(request, _("Đánh dấu ít nhất một hồ sơ."))
    return hand_over_page(request, wrong) if wrong else redirect("hand_over")


def hand_over_one(request: HttpRequest, dossier: Dossier | None, ver: int) -> str:
    """Empty if it was handed over, else why not."""
    if dossier is None:
        return "không tìm thấy"
    number = request.POST.get(f"number_{dossier.pk}", "").replace("\x00", "").strip()
    if len(number) > LONGEST_NUMBER:
        return "số bưu gửi dài quá 30 ký tự"
    if dossier.result_by == Dossier.ResultBy.POST and not number:
        return "người nộp chọn nhận qua bưu chính: nhập số bưu gửi"
    how = HandOver.How.POST if number else HandOver.How(dossier.result_by)
    try:
        hand_over_result(
            dossier=dossier,
            ver=ver,
            how=how,
            collected_by=dossier.applicant_name,
            id_number=dossier.applicant_id_number,
            post_number=number,
            by=actor_for(request),
            now=clock.now(),
        )
    except (Stale, Unlawful, NotYourTurn, NotSettled):
        return last_deed_sentence(dossier.case_id, actor_for(request)) or "đã có người xử lý"
    except FeeOpen as error:
        return fee_words(error)
    return ""


@require_POST
@role_required(DeskOfficer)
def delivered(request: HttpRequest) -> HttpResponse:
    """The post has delivered the ticked ones."""
    ids = [int(item) for item in request.POST.getlist("chosen")[:MOST] if item.isdecimal() and len(item) < 18]
    done = 0
    for hand_over in HandOver.objects.filter(pk__in=ids).select_related("dossier__case"):
        try:
            confirm_delivery(hand_over=hand_over, by=actor_for(request), now=clock.now())
        except (NotUnderWay, NotYourTurn):
            messages.error(request, _("Một bưu gửi đã được ghi nhận hoặc thuộc nơi khác."))
        else:
            done += 1
    if done:
        messages.success(request, _("Đã ghi nhận %(n)s bưu gửi đã phát.") % {"n": done})
    return redirect("hand_over")
