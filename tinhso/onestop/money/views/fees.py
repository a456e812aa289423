"""The cashier's pages: what is owed, what came in, what goes back; one view for each deed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.kernel.site import clock
from tinhso.lib.money.fees import Line
from tinhso.lib.numbers import vn_number
from tinhso.onestop.models import FeeCharge, Payment, Refund
from tinhso.onestop.money.actions.match_payment import NothingOwed, match_payment
from tinhso.onestop.money.actions.receive_payment import OtherAmount, receive_cash
from tinhso.onestop.money.actions.recount_fee import NothingToCount, recount_fee
from tinhso.onestop.money.actions.refund_payment import (
    BeyondExcess,
    NothingToRefund,
    RefundDecided,
    ask_refund,
    check_refund_covered,
    complete_refund,
    decide_refund,
)
from tinhso.onestop.money.actions.set_fee_amount import AmountStands, NotAsAnnounced, set_fee_amount
from tinhso.onestop.money.actions.waive_fee import MoneyTaken, waive_fee
from tinhso.onestop.money.bank_client import BankRefused, BankSilent, pay_out
from tinhso.onestop.money.fee_forms import AmountForm, CashForm, MatchForm, RecountForm, RefundForm, WaiveForm
from tinhso.onestop.money.fee_page import charges_of, may, open_work, payments_of, refunds_of
from tinhso.onestop.money.permissions import can_collect
from tinhso.onestop.money.refundable import excess_state, refundable

cashier = role_required(DeskOfficer, Head)
REFUSALS: dict[type[Exception], str] = {
    OtherAmount: "Thu đúng số còn phải nộp.",
    MoneyTaken: "Khoản này đã nộp hoặc đã miễn, không sửa được. Tiền đã nộp thì hoàn lại.",
    NothingToCount: "Khoản này thu theo hồ sơ, không đếm theo bản hay trang.",
    AmountStands: "Khoản này đã có mức thu.",
    NotAsAnnounced: "Mức thu không được khác mức công bố: nhập đúng mức công bố, hoặc 0 nếu không thuộc trường hợp phải nộp.",
    NothingOwed: "Không có khoản chưa nộp của mã hồ sơ này tại nơi thu này.",
    NothingToRefund: "Khoản tiền này không có phần nào hoàn được, hoặc đã đề nghị hoàn.",
}


@require_safe
@cashier
def show_fees(request: HttpRequest) -> HttpResponse:
    """What the cashier has to do today."""
    work = open_work(actor_for(request))
    return render(request, "onestop/money/fees.html", work | {"now": clock.now()})


@require_safe
@cashier
def show_charge(request: HttpRequest, pk: int) -> HttpResponse:
    return charge_page(request, get_object_or_404(charges_of(actor_for(request)), pk=pk))


def charge_page(
    request: HttpRequest, charge: FeeCharge, wrong: dict[str, Form] | None = None
) -> HttpResponse:
    actor = actor_for(request)
    log_access(by=actor, purpose="handling", page="fee_charge", case_ids=[charge.dossier_id], at=clock.now())
    payable = charge.state == FeeCharge.State.OPEN and not charge.dossier.case.is_final
    deeds = payable and can_collect(actor, charge.agency_id)
    context = {
        "charge": charge,
        "payments": list(charge.payments.order_by("paid_at", "pk")),
        "refunds": refunds_of(charge),
        "excess": excess_state(charge),
        "forms": charge_forms(charge) | (wrong or {}) if deeds else {},
    }
    return render(request, "onestop/money/fee_charge.html", context, status=422 if wrong else 200)


def charge_forms(charge: FeeCharge, data: Any = None) -> dict[str, Form]:
    """The forms of the deeds on an open charge; exemption and counting only before money came."""
    ver = {"ver": charge.ver}
    forms: dict[str, Form] = {}
    if charge.awaits_amount:
        waiting = [(n, _announced(one)) for n, one in enumerate(charge.parts) if one.due is None]
        forms["amount"] = AmountForm(data, initial=ver, lines=waiting)
    else:
        forms["cash"] = CashForm(data, initial=ver | {"amount": charge.rest})
    if not charge.paid and not charge.is_duty:
        forms["waive"] = WaiveForm(data, initial=ver)
        lines = [(n, one.name) for n, one in enumerate(charge.parts) if one.per != "dossier"]
        if lines:
            forms["recount"] = RecountForm(data, initial=ver, lines=lines)
    return forms


def _announced(line: Line) -> str:
    """The name of a line with what was published for it."""
    if line.announced is None:
        return line.name
    words = {"name": line.name, "n": vn_number(line.announced)}
    return _("%(name)s (mức công bố %(n)s đồng)") % words


def charge_deed(
    deed: str, act: Callable[..., object], done: str
) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one deed on a charge: POST only; a wrong form comes back with all that was typed."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        charge = get_object_or_404(charges_of(actor_for(request)), pk=pk)
        form = charge_forms(charge, request.POST).get(deed)
        if form is None:
            return charge_page(request, charge)
        if form.is_valid() and acted(request, form, act, charge_id=charge.pk, **form.cleaned_data):
            messages.success(request, done)
            return redirect("fee_charge", pk)
        return charge_page(request, charge, {deed: form})

    return require_POST(cashier(view))


def acted(request: HttpRequest, form: Form, act: Callable[..., object], **words: Any) -> bool:
    """Do it; a refusal becomes the form's sentence."""
    try:
        act(by=actor_for(request), now=clock.now(), **words)
    except tuple(REFUSALS) as error:
        form.add_error(None, next(text for kind, text in REFUSALS.items() if isinstance(error, kind)))
        return False
    return True


@require_safe
@cashier
def show_payment(request: HttpRequest, pk: int) -> HttpResponse:
    return payment_page(request, get_object_or_404(payments_of(actor_for(request)), pk=pk))


def payment_page(
    request: HttpRequest, payment: Payment, wrong: dict[str, Form] | None = None
) -> HttpResponse:
    actor = actor_for(request)
    case_ids = [payment.charge.dossier_id] if payment.charge else []
    log_access(by=actor, purpose="handling", page="payment", case_ids=case_ids, at=clock.now())
    refunds = list(payment.refunds.select_related("asked_by", "decided_by").order_by("pk"))
    going = any(refund.state != Refund.State.REFUSED for refund in refunds)
    collects, approves = may(actor, payment)
    forms = payment_forms(payment) | (wrong or {}) if collects and not going else {}
    context = {"payment": payment, "refunds": refunds, "forms": forms, "approves": approves}
    return render(
        request,
        "onestop/money/payment.html",
        context | {"user_id": actor.user_id},
        status=422 if wrong else 200,
    )


def payment_forms(payment: Payment, data: Any = None) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    if payment.state == Payment.State.WAITING:
        code = payment.charge.dossier.case.code if payment.charge else ""
        forms["match"] = MatchForm(data, initial={"ver": payment.ver, "code": code})
    if payment.bank_ref and (data is not None or refundable(payment)):  # the deed itself refuses what is sent
        forms["refund"] = RefundForm(data, initial={"ver": payment.ver})
    return forms


def payment_deed(
    deed: str, act: Callable[..., object], done: str
) -> Callable[[HttpRequest, int], HttpResponse]:
    """The view of one deed on a payment, as `charge_deed`."""

    def view(request: HttpRequest, pk: int) -> HttpResponse:
        payment = get_object_or_404(payments_of(actor_for(request)), pk=pk)
        form = payment_forms(payment, request.POST).get(deed)
        if form is None:
            return payment_page(request, payment)
        which = {"payment": payment} if deed == "match" else {"payment_id": payment.pk}
        if form.is_valid() and acted(request, form, act, **which, **form.cleaned_data):
            messages.success(request, done)
            return redirect("payment", pk)
        return payment_page(request, get_object_or_404(payments_of(actor_for(request)), pk=pk), {deed: form})

    return require_POST(cashier(view))


@require_POST
@cashier
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse a refund; once approved the bank is asked at once, and again by the same button."""
    actor, now = actor_for(request), clock.now()
    refund = get_object_or_404(Refund, pk=pk, payment__in=payments_of(actor))
    try:
        if refund.state == Refund.State.ASKED:
            refund = decide_refund(refund_id=pk, approve="refuse" not in request.POST, by=actor, now=now)
        if refund.state == Refund.State.APPROVED:
            check_refund_covered(refund)
            complete_refund(refund_id=pk, bank_ref=pay_out(refund), now=now)
            messages.success(request, _("Ngân hàng đã hoàn tiền."))
    except BeyondExcess:
        messages.warning(request, _("Số tiền thừa của khoản thu này đã hoàn ở lần khác. Không hoàn thêm."))
    except RefundDecided:
        messages.warning(request, _("Người khác đã quyết định khoản hoàn này."))
    except BankSilent:
        messages.warning(request, _("Đã duyệt. Ngân hàng chưa trả lời; bấm “Gửi lại ngân hàng” để thử lại."))
    except BankRefused:
        messages.warning(request, _("Đã duyệt. Ngân hàng từ chối lệnh hoàn; liên hệ ngân hàng rồi gửi lại."))
    return redirect("payment", refund.payment_id)


cash = charge_deed("cash", receive_cash, "Đã thu tiền và cấp số biên lai.")
amount = charge_deed("amount", set_fee_amount, "Đã xác định mức thu.")
waive = charge_deed("waive", waive_fee, "Đã miễn.")
recount = charge_deed("recount", recount_fee, "Đã tính lại.")
match = payment_deed("match", match_payment, "Đã ghi nhận cho hồ sơ.")
refund = payment_deed("refund", ask_refund, "Đã đề nghị hoàn tiền, chờ người khác duyệt.")
