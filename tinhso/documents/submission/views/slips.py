"""The submission slip of a draft: read, written by its drafter, directed by the leader, printed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.casework.public import NotYourTurn, Stale, last_deed_sentence
from tinhso.documents.models import OutgoingDocument, SlipDirection, SubmissionSlip
from tinhso.documents.outgoing import sheet
from tinhso.documents.outgoing.reading_copy import marked_copy, needs_mark
from tinhso.documents.outgoing.views.documents import READING, WAYS
from tinhso.documents.outgoing.views.finding import marked_answer, own_document_of
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.documents.submission.actions.direct_slip import direct_slip
from tinhso.documents.submission.actions.write_slip import write_slip
from tinhso.documents.submission.forms import DirectionForm, SlipForm
from tinhso.documents.submission.permissions import can_direct, check_can_direct
from tinhso.documents.submission.slip_page import parts_of, slip_pdf
from tinhso.documents.submission.slips import SlipWords, newest_slip
from tinhso.kernel.events.public import log_access
from tinhso.kernel.people.public import Post, User, actor_for, officer_required
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import attempt, form_page

MOST = 20


def _found(request: HttpRequest, code: str) -> tuple[OutgoingDocument, SubmissionSlip]:
    """404 outside the agency, and where there is no slip."""
    document = own_document_of(request, code)
    slip = newest_slip(document)
    if slip is None:
        raise Http404
    slip.document = document
    return document, slip


@require_safe
@officer_required
def show_slip(request: HttpRequest, code: str) -> HttpResponse:
    """The newest slip with what the leader wrote; the former ones below it."""
    document, by = own_document_of(request, code), actor_for(request)
    rows = document.slips.select_related("leader", "by").prefetch_related("directions__by")
    slips = list(rows.order_by("-number")[:MOST])
    if slips:
        slips[0].document = document
    edits = "trinh" in sheet.open_deeds(document, by)
    if not slips and not edits:
        raise Http404
    log_access(by=by, purpose=READING, page="submission_slip", case_ids=[document.pk], at=clock.now())
    context = {
        "document": document,
        "case": document.case,
        "slips": [(one, parts_of(one)) for one in slips],
        "edits": edits,
        "directs": bool(slips) and can_direct(slips[0], by),
    }
    return render(request, "documents/submission/slip.html", context)


@require_http_methods(WAYS)
@officer_required
def write(request: HttpRequest, code: str) -> HttpResponse:
    document, by, now = own_document_of(request, code), actor_for(request), clock.now()
    if request.method != "POST" and "trinh" not in sheet.open_deeds(document, by):
        raise DocumentsForbidden(_("Dự thảo này không chờ ông/bà sửa."))
    heads = Post.objects.on(now.date()).with_role(Head.code).filter(agency=document.case.agency)
    leaders = User.objects.filter(is_active=True, pk__in=heads.values("user")).order_by("full_name")
    last = newest_slip(document)
    initial = {"ver": document.case.ver}
    if last is not None:
        names = ("leader_id", *SlipWords.__dataclass_fields__)
        initial |= {name.removesuffix("_id"): getattr(last, name) for name in names}
    form = SlipForm(request.POST or None, leaders=leaders, initial=initial)
    if request.method == "POST":
        try:
            if attempt(
                form,
                lambda given: write_slip(
                    document=document,
                    ver=given["ver"],
                    leader=given["leader"],
                    words=form.words(),
                    by=by,
                    now=now,
                ),
            ):
                messages.success(request, _("Đã ghi phiếu trình."))
                return redirect("submission_slip", code)
        except (Stale, NotYourTurn):
            form.add_error(None, last_deed_sentence(document.pk, by) or _("Đã có người xử lý văn bản này."))
    back = (reverse("outgoing_document", args=[code]), code)
    return form_page(request, form, title=_("Phiếu trình lãnh đạo"), back=back, go=_("Ghi phiếu trình"))


@require_http_methods(WAYS)
@officer_required
def direct(request: HttpRequest, code: str) -> HttpResponse:
    _document, slip = _found(request, code)
    by = actor_for(request)
    check_can_direct(slip, by)
    form = DirectionForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda given: direct_slip(
            slip=slip,
            decision=SlipDirection.Decision(given["decision"]),
            text=given["text"],
            by=by,
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Đã ghi ý kiến vào phiếu trình."))
        return redirect("submission_slip", code)
    back = (reverse("submission_slip", args=[code]), _("Phiếu trình"))
    return form_page(request, form, title=_("Ý kiến trên phiếu trình"), back=back, go=_("Ghi ý kiến"))


@require_safe
@officer_required
def show_pdf(request: HttpRequest, code: str) -> HttpResponse:
    document, slip = _found(request, code)
    by, now = actor_for(request), clock.now()
    pdf = slip_pdf(slip, list(slip.directions.select_related("by")), now=now)
    log_access(by=by, purpose=READING, page="submission_slip_pdf", case_ids=[document.pk], at=now)
    name = f"{code}-phieu-trinh"
    if needs_mark(document, by):
        return marked_answer(marked_copy(pdf, document, by=by, now=now), name)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
