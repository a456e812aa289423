"""What citizens find about complaints and denunciations: their own form for the first, and where the second goes on paper."""

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.citizen.complaints.actions.send_complaint import TooManyComplaints, send_complaint
from tinhso.citizen.complaints.content import ComplaintContent
from tinhso.citizen.complaints.forms import ComplaintForm
from tinhso.citizen.complaints.places import receivers_on
from tinhso.citizen.complaints.route import NoReceivingUnit
from tinhso.citizen.models import Complaint
from tinhso.citizen.reception.schedules import shown_schedules
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import (
    MEGABYTE,
    FileRefused,
    Holder,
    NotYourFile,
    StoredFile,
    UploadRules,
    discard_file,
    scope_in_browser,
    store_upload,
    upload_ticket,
)
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency, Person, actor_for, citizen_required, public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import browser_id

PAPERS = UploadRules(max_files=5, max_total=50 * MEGABYTE)
WORDS = ("subject", "text", "sender_name", "phone", "address")


@require_safe
@public_page
def complaints(request: HttpRequest) -> HttpResponse:
    """What is a complaint, what a denunciation, and the way of each."""
    return render(request, "citizen/complaints/complaints.html", {"receivers": receivers_on(clock.today())})


@require_safe
@public_page
def denunciation(request: HttpRequest) -> HttpResponse:
    """No form: where to hand it in or post it, when leaders receive citizens, and why nothing of it is typed here."""
    day = clock.today()
    receivers = receivers_on(day)
    lines = shown_schedules(day, [one.pk for agency in receivers for one in (agency, agency.parent) if one])
    context = {
        "receivers": receivers,
        "receptions": lines,
        "illustrative": any(line.schedule.illustrative for line in lines),
        "basis": rule_or("complaint.denouncer_secret", "", on=day),
        "day": day,
    }
    return render(request, "citizen/complaints/denunciation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def new_complaint(request: HttpRequest) -> HttpResponse:
    """One page: what is complained of, against whom, the papers. Sent twice it makes one; papers stay when words lack."""
    actor, now = actor_for(request), clock.now()
    person = get_object_or_404(Person, pk=actor.person_id)
    key = _key(request.POST.get("client_key", "") or request.GET.get("don", ""))
    known = {"client_key": key, "phone": person.phone, "address": person.address}
    known["sender_name"] = person.full_name
    agencies = Agency.objects.on(now.date()).order_by("sort_key")
    form = ComplaintForm(request.POST or None, initial=known, agencies=agencies)
    holder = Holder(scope_in_browser("complaint", key.hex, browser_id(request)))
    refused = _papers(request, holder, now)
    papers = list(StoredFile.objects.owned(holder).filter(claimed_at=None).order_by("created_at", "pk"))
    if request.method == "POST" and "send" in request.POST and not refused and form.is_valid():
        sent = _sent(form, person, holder, papers, actor, now)
        if sent:
            messages.success(request, _("Đã gửi. Mã đơn: %(code)s") % {"code": sent.case.code})
            return redirect("my_complaint", sent.case.code)
    wrong = bool(refused) or (form.is_bound and "send" in request.POST)
    if "send" not in request.POST and request.method == "POST":
        form = ComplaintForm(
            initial=known | request.POST.dict(), agencies=agencies
        )  # only the papers changed
    context = {
        "form": form,
        "papers": papers,
        "key": key,
        "refused": refused,
        "most": PAPERS.max_files,
        "ticket": upload_ticket(PAPERS, by=holder, browser=browser_id(request)),
    }
    return render(request, "citizen/complaints/complaint_new.html", context, status=422 if wrong else 200)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid.uuid4()


def _papers(request: HttpRequest, holder: Holder, now: datetime) -> list[str]:
    """Keep the files of the form and take off those that were ticked; why some were not kept."""
    refused = []
    for uploaded in request.FILES.getlist("giay_to"):
        if not isinstance(uploaded, UploadedFile):
            continue
        try:
            store_upload(uploaded, by=holder, now=now, rules=PAPERS)
        except FileRefused as error:
            refused.append(str(error))
    off = [text for text in request.POST.getlist("bo") if len(text) <= 36]
    for file in StoredFile.objects.owned(holder).filter(pk__in=[_key(text) for text in off], claimed_at=None):
        discard_file(file, by=holder, now=now)
    return refused


def _sent(
    form: ComplaintForm,
    person: Person,
    holder: Holder,
    papers: list[StoredFile],
    by: Actor,
    now: datetime,
) -> Complaint | None:
    """What was sent; None with a sentence on the form where it was refused."""
    data: dict[str, Any] = form.cleaned_data
    content = ComplaintContent(
        channel=Complaint.Channel.PORTAL, email=person.email, **{name: data[name] for name in WORDS}
    )
    try:
        return send_complaint(
            person=person,
            accused=data["accused"],
            content=content,
            file_ids=[paper.pk for paper in papers],
            client_key=data["client_key"],
            holder=holder,
            by=by,
            now=now,
        )
    except TooManyComplaints:
        form.add_error(None, _("Hôm nay ông/bà đã gửi 5 đơn. Ông/bà gửi tiếp vào ngày mai."))
    except NoReceivingUnit:
        form.add_error("accused", _("Tỉnh chưa giao cơ quan nhận đơn về cơ quan này. Đơn chưa được gửi."))
    except NotYourFile:
        form.add_error(None, _("Tệp đã hết hạn giữ tạm. Ông/bà chọn lại tệp."))
    return None
