from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from tinhso.casework.public import is_applicant
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import Actor, actor_for, party_required
from tinhso.kernel.site import clock
from tinhso.onestop.desk.permissions import can_take_result
from tinhso.onestop.dossier.consent import is_out_of_days
from tinhso.onestop.dossier.slips import slip_pdf
from tinhso.onestop.dossier.unpaid import FEE_FIRST, is_held
from tinhso.onestop.models import Consent, Dossier, Payment
from tinhso.onestop.money.fee_receipt import NoReceipt, receipt_pdf
from tinhso.onestop.results.results import redrawn_result, result_of


def visible_dossier(request: HttpRequest, code: str) -> tuple[Dossier, Actor]:
    """The dossier, and as whom it is read: the person it is of or who filed it, else the officer whose post takes part."""
    actor = actor_for(request)
    dossier = Dossier.objects.visible_to(actor).whole().filter(case__code=code).first()
    if dossier is None or is_out_of_days(dossier, actor, clock.today()):
        raise Http404
    return dossier, actor.as_person() if is_applicant(dossier.case, actor) else actor


def drawn(request: HttpRequest, code: str, page: str) -> Dossier:
    """The same for a paper that is drawn up on demand: an officer's reading is logged here, and nothing is drawn of what
    was erased."""
    dossier, reader = visible_dossier(request, code)
    if hasattr(dossier, "erasure"):
        raise Http404
    if reader.is_officer:
        log_access(by=reader, purpose="handling", page=page, case_ids=[dossier.case_id], at=clock.now())
    return dossier


@require_safe
@party_required
def download_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """An attachment; officers get it only after its scan."""
    dossier, reader = visible_dossier(request, code)
    attachment = get_object_or_404(dossier.attachments.select_related("file"), pk=pk)
    return serve(request, attachment.file, by=reader, cases=[dossier.case_id])


@require_safe
@party_required
def show_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The same beside the facts of an officer's page: pictures and PDF are shown there, anything else is a download."""
    dossier, reader = visible_dossier(request, code)
    attachment = get_object_or_404(dossier.attachments.select_related("file"), pk=pk)
    return serve(request, attachment.file, by=reader, cases=[dossier.case_id], framed=True)


@require_safe
@party_required
def download_slip(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One of the forms 01 to 04 as PDF."""
    dossier = drawn(request, code, "download_slip")
    slips = dossier.slips.select_related(
        "note",
        "officer",
        "dossier__version__procedure",
        "dossier__case__desk__parent",
        "dossier__case__desk__unit",
        "dossier__case__submitter",
    )
    slip = get_object_or_404(slips, pk=pk)
    answer = HttpResponse(slip_pdf(slip), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="mau-{slip.form}-{dossier.case.code}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@party_required
def download_fee_receipt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The receipt of one payment, for whoever takes part in the dossier."""
    dossier = drawn(request, code, "fee_receipt")
    related = (
        "agency__parent",
        "agency__unit",
        "officer",
        "charge__dossier__case",
        "charge__dossier__version__procedure",
    )
    payment = get_object_or_404(Payment.objects.select_related(*related), pk=pk, charge__dossier=dossier)
    try:
        pdf = receipt_pdf(payment)
    except NoReceipt:
        raise Http404 from None
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="bien-lai-{payment.receipt}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@party_required
def download_consent(request: HttpRequest, code: str) -> HttpResponseBase:
    """The scan of the paper by which somebody files for another person."""
    dossier, reader = visible_dossier(request, code)
    consent = get_object_or_404(Consent.objects.select_related("file"), dossier=dossier, file__isnull=False)
    assert consent.file is not None  # asked for above
    return serve(request, consent.file, by=reader, cases=[dossier.case_id])


@require_safe
@party_required
def download_result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed result, once it is issued and its fee is settled or may be owed; of one whose signed file is not here what is stored, which says so."""
    dossier, reader = visible_dossier(request, code)
    paper = result_of(dossier)
    if paper is None or not can_take_result(dossier, reader):
        raise Http404
    if not reader.is_officer and is_held(dossier, clock.now()):
        messages.warning(request, FEE_FIRST)
        return redirect("dossier", code)
    redrawn = redrawn_result(dossier, paper, now=clock.now())
    if redrawn is not None:
        if reader.is_officer:
            log_access(
                by=reader, purpose="handling", page="result", case_ids=[dossier.case_id], at=clock.now()
            )
        answer = HttpResponse(redrawn, content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="ket-qua-{dossier.case.code}.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    return serve(request, paper.file, by=reader, cases=[dossier.case_id])


@require_safe
@party_required
def download_copy(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The electronic copy that another system gave back with the number of a part."""
    dossier, reader = visible_dossier(request, code)
    if not can_take_result(dossier, reader):
        raise Http404
    if not reader.is_officer and is_held(dossier, clock.now()):
        messages.warning(request, FEE_FIRST)
        return redirect("dossier", code)
    part = get_object_or_404(dossier.linked_parts.select_related("file"), kind=kind, file__isnull=False)
    assert part.file is not None  # asked for above
    return serve(request, part.file, by=reader, cases=[dossier.case_id])
