"""Paying on the same telephone: the lines to copy, the picture of the QR, and whether the money has come."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tinhso.kernel.people.public import citizen_required
from tinhso.kernel.site import clock
from tinhso.lib.drawing.qr import qr_png
from tinhso.onestop.dossier.views.finding import own_dossier, own_for_deed
from tinhso.onestop.models import Dossier, FeeCharge
from tinhso.onestop.money.fee_page import FeeShown, fees_shown, vietqr_of


@require_safe
@citizen_required
def pay(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What to pay, to whom, with which words; once nothing is left it leads back to the dossier."""
    dossier = own_dossier(request, code)
    fee = open_charge(dossier, pk)
    if fee is None:
        return redirect("dossier", dossier.case.code)
    return render(request, "onestop/money/pay.html", {"dossier": dossier, "fee": fee})


def open_charge(dossier: Dossier, pk: int) -> FeeShown | None:
    """The charge that can be paid by transfer; None once nothing is left. 404 for a charge of another dossier."""
    fee = next((one for one in fees_shown(dossier, clock.now()) if one.charge.pk == pk), None)
    if fee is None:
        raise Http404
    return fee if fee.account else None


@require_safe
@citizen_required
def qr_picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The QR as a picture to keep, for the bank's app to read from there."""
    fee = open_charge(own_dossier(request, code), pk)
    if fee is None or fee.account is None:
        raise Http404
    answer = HttpResponse(qr_png(vietqr_of(fee.account, fee.charge)), content_type="image/png")
    answer["Content-Disposition"] = (
        f'attachment; filename="nop-tien-{fee.charge.pay_code.replace(" ", "-")}.png"'
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@citizen_required
def payment_state(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How much is still to pay, for the page that waits: asked every few seconds."""
    charge = FeeCharge.objects.filter(dossier=own_for_deed(request, code), pk=pk).first()
    if charge is None:
        raise Http404
    answer = JsonResponse({"state": charge.state, "rest": charge.rest, "paid": charge.paid})
    answer["Cache-Control"] = "no-store"
    return answer
