from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import actor_for, signed_in_required
from tinhso.kernel.site import clock
from tinhso.onestop.fee_receipt import NoReceipt, receipt_pdf
from tinhso.onestop.models import Consent, Dossier, Payment
from tinhso.onestop.permissions import can_take_result
from tinhso.onestop.results import result_of
from tinhso.onestop.slips import slip_pdf


def visible_dossier(request: HttpRequest, code: str, page: str) -> Dossier:
    """The dossier if this citizen or officer takes part in it; an officer's reading is logged."""
    actor = actor_for(request)
    dossier = Dossier.objects.visible_to(actor).whole().filter(case__code=code).first()
    if dossier is None:
        raise Http404
    if actor.is_officer:
        log_access(by=actor, purpose="handling", page=page, case_ids=[dossier.case_id], at=clock.now())
    return dossier


@require_safe
@signed_in_required
def download_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """An attachment; officers get it only after its scan."""
    dossier = visible_dossier(request, code, "download_file")
    attachment = get_object_or_404(dossier.attachments.select_related("file"), pk=pk)
    return serve(request, attachment.file, by=actor_for(request))


@require_safe
@signed_in_required
def download_slip(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One of the forms 01 to 04 as PDF; none can be drawn of what was erased."""
    dossier = visible_dossier(request, code, "download_slip")
    if hasattr(dossier, "erasure"):
        raise Http404
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
@signed_in_required
def download_fee_receipt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The receipt of one payment, for whoever takes part in the dossier."""
    dossier = visible_dossier(request, code, "fee_receipt")
    if hasattr(dossier, "erasure"):
        raise Http404
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
@signed_in_required
def download_consent(request: HttpRequest, code: str) -> HttpResponseBase:
    """The scan of the paper by which somebody files for another person."""
    dossier = visible_dossier(request, code, "download_consent")
    consent = get_object_or_404(Consent.objects.select_related("file"), dossier=dossier, file__isnull=False)
    assert consent.file is not None  # asked for above
    return serve(request, consent.file, by=actor_for(request))


@require_safe
@signed_in_required
def download_result(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed result, once it is issued."""
    dossier = visible_dossier(request, code, "download_result")
    paper = result_of(dossier)
    if paper is None or not can_take_result(dossier, actor_for(request)):
        raise Http404
    return serve(request, paper.file, by=actor_for(request))


@require_safe
@signed_in_required
def download_copy(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The electronic copy that another system gave back with the number of a part."""
    dossier = visible_dossier(request, code, "download_copy")
    actor = actor_for(request)
    if not can_take_result(dossier, actor):
        raise Http404
    part = get_object_or_404(dossier.linked_parts.select_related("file"), kind=kind, file__isnull=False)
    assert part.file is not None  # asked for above
    return serve(request, part.file, by=actor)
