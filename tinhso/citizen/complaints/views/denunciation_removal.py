"""Taking a denunciation off this networked machine: the page that is printed, and the deed that erases what was kept."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import Case, NotYourTurn
from tinhso.citizen.complaints.actions.move_out_denunciation import move_out_denunciation
from tinhso.citizen.complaints.content import SOURCES, ComplaintContent, without_sender
from tinhso.citizen.complaints.views.complaints import found
from tinhso.citizen.models import Complaint, ReportPhoto
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.kernel.events.public import Actor, log_access
from tinhso.kernel.people.public import actor_for, officer_required
from tinhso.kernel.site import clock

PURPOSE = "identity_moved_out"


@require_safe
@never_cache
@officer_required
def print_before(request: HttpRequest, code: str) -> HttpResponse:
    """What a report or feedback says, for paper, before it is set apart; who sent a report only for the triage desk."""
    actor = actor_for(request)
    case = get_object_or_404(Case.objects.visible_to(actor), code=code, kind__in=list(SOURCES))
    content = SOURCES[case.kind].content(case)
    if case.kind == "report" and not _is_triage(case, actor):
        content = without_sender(content)
    photos = ReportPhoto.objects.filter(report__case=case).select_related("file")
    files = [(reverse("desk_photo", args=[code, photo.pk]), photo.file.name) for photo in photos]
    return _printed(request, case, content, files, back=reverse("set_apart", args=[code]))


def _is_triage(case: Case, by: Actor) -> bool:
    try:
        check_is_triage(case, by)
    except NotYourTurn:
        return False
    return True


@require_safe
@never_cache
@officer_required
def print_stored(request: HttpRequest, code: str) -> HttpResponse:
    """A denunciation that an earlier version kept whole, for paper; 404 for every other."""
    complaint = _retained_denunciation(request, code)
    content = ComplaintContent(
        channel=Complaint.Channel(complaint.channel),
        subject=complaint.subject,
        text=complaint.text,
        sender_name=complaint.sender_name,
        phone=complaint.phone,
        email=complaint.email,
        address=complaint.address,
    )
    held = complaint.files.select_related("file")
    files = [(reverse("complaint_file", args=[code, one.pk]), one.file.name) for one in held]
    return _printed(request, complaint.case, content, files, back=reverse("desk_complaint", args=[code]))


def _retained_denunciation(request: HttpRequest, code: str) -> Complaint:
    complaint = found(request, code)
    if complaint.kind != Complaint.Kind.DENUNCIATION or complaint.moved_out_at is not None:
        raise Http404
    return complaint


def _printed(
    request: HttpRequest, case: Case, content: ComplaintContent, files: list[tuple[str, str]], *, back: str
) -> HttpResponse:
    log_access(
        by=actor_for(request),
        purpose=PURPOSE,
        page="denunciation_print",
        case_ids=[case.pk],
        at=clock.now(),
    )
    context = {"code": case.code, "content": content, "files": files, "back": back}
    return render(request, "citizen/complaints/denunciation_print.html", context)


@require_POST
@officer_required
def move_out(request: HttpRequest, code: str) -> HttpResponse:
    """It stands on paper now: everything but number, agency, clock and state is erased, with a record."""
    complaint = found(request, code)
    if complaint.kind != Complaint.Kind.DENUNCIATION:
        raise Http404
    move_out_denunciation(complaint=complaint, by=actor_for(request), now=clock.now())
    messages.success(request, _("Đã xoá khỏi hệ thống; sổ giữ số, cơ quan, thời hạn và tình trạng."))
    return redirect("desk_complaint", code)
