from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tinhso.kernel.events.public import log_access
from tinhso.kernel.papers.public import join_pdfs
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.onestop.dossier.slips import slip_pdf
from tinhso.onestop.models import Dossier, Slip

MOST = 80


@require_POST
@officer_required
def print_receipts(request: HttpRequest) -> HttpResponse:
    """The receipts of the ticked rows as one PDF, in the order of the rows; more than eighty are refused, never cut off."""
    actor = actor_for(request)
    codes = [chosen.rpartition("|")[0] for chosen in request.POST.getlist("chosen")]
    if len(codes) > MOST:  # some of them would stay unprinted and nobody would notice
        message = _("Đã đánh dấu %(ticked)d hồ sơ, mỗi lần in nhiều nhất %(most)d. Bỏ bớt dấu rồi in tiếp.")
        messages.warning(request, message % {"ticked": len(codes), "most": MOST})
        return redirect("worklist")
    visible = Dossier.objects.visible_to(actor).filter(case__code__in=codes)
    slips = list(
        Slip.objects.filter(form=Slip.Form.RECEIPT, dossier__in=visible).select_related(
            "note",
            "officer",
            "dossier__version__procedure",
            "dossier__case__desk__parent",
            "dossier__case__desk__unit",
        )
    )
    if not slips:
        messages.warning(request, _("Đánh dấu ít nhất một hồ sơ đã tiếp nhận để in giấy tiếp nhận."))
        return redirect("worklist")
    slips.sort(key=lambda slip: codes.index(slip.dossier.case.code))
    cases = [slip.dossier.case_id for slip in slips]
    log_access(by=actor, purpose="handling", page="print_receipts", case_ids=cases, at=clock.now())
    answer = HttpResponse(join_pdfs([slip_pdf(slip) for slip in slips]), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="giay-tiep-nhan.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
