"""The private register of complaints and denunciations: its receiving unit, the desks that hand in, the sender."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import Case, NoteRefused, State, can_act, history, is_applicant
from tinhso.citizen.complaints.actions.accept_complaint import accept_complaint
from tinhso.citizen.complaints.actions.refuse_complaint import refuse_complaint
from tinhso.citizen.complaints.actions.register_complaint import register_complaint
from tinhso.citizen.complaints.actions.resolve_complaint import resolve_complaint
from tinhso.citizen.complaints.actions.set_apart_complaint import set_apart_complaint
from tinhso.citizen.complaints.content import SOURCES, ComplaintContent
from tinhso.citizen.complaints.forms import (
    ApartForm,
    ConclusionForm,
    NumberForm,
    PurposeForm,
    RefusalForm,
    RegisterForm,
)
from tinhso.citizen.complaints.route import INTAKE, LEGAL, RESOLVE, NoReceivingUnit
from tinhso.citizen.feedback.forms import VersionForm
from tinhso.citizen.models import Complaint, ComplaintFile
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import (
    Actor,
    Agency,
    actor_for,
    citizen_required,
    officer_required,
    role_required,
)
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head
from tinhso.kernel.site import clock

PAGE = 50
NOBODY = "Theo ngày hôm nay không có cơ quan nào được giao nhận đơn này. Nội dung chưa chuyển; báo quản trị hệ thống."


def agencies(now: datetime) -> Any:
    return Agency.objects.on(now.date()).order_by("sort_key")


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def set_apart(request: HttpRequest, code: str) -> HttpResponse:
    """A public case that is a complaint or denunciation goes to the private register."""
    actor, now = actor_for(request), clock.now()
    case = get_object_or_404(Case.objects.visible_to(actor), code=code, kind__in=list(SOURCES))
    form = ApartForm(request.POST or None, initial={"ver": case.ver}, agencies=agencies(now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"kind": Complaint.Kind(form.cleaned_data["kind"])}
        try:
            set_apart_complaint(case=case, by=actor, now=now, **data)
        except NoReceivingUnit:
            form.add_error("accused", NOBODY)
        else:
            messages.success(request, f"Đã chuyển sang sổ riêng. {LEGAL}")
            return redirect("worklist")
    context = {"form": form, "case": case, "legal": LEGAL}
    return render(
        request, "citizen/complaints/complaint_apart.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer, Examiner, Head)
def enter_denunciation(request: HttpRequest) -> HttpResponse:
    """The number of a denunciation that came on paper; nothing of what it says is asked for."""
    actor, now = actor_for(request), clock.now()
    form = NumberForm(request.POST or None, initial={"client_key": uuid.uuid4()}, agencies=agencies(now))
    if request.method == "POST" and form.is_valid():
        try:
            complaint = register_complaint(
                kind=Complaint.Kind.DENUNCIATION,
                accused=form.cleaned_data["accused"],
                content=ComplaintContent(channel=Complaint.Channel.COUNTER, subject="", text=""),
                client_key=form.cleaned_data["client_key"],
                by=actor,
                now=now,
            )
        except NoReceivingUnit:
            form.add_error("accused", NOBODY)
        else:
            words = _("Đã ghi số %(code)s; ghi số này lên phong bì, trao cho %(unit)s.")
            case = complaint.case
            messages.success(request, words % {"code": case.code, "unit": case.agency.name})
            return redirect("worklist")
    return render(
        request,
        "citizen/complaints/denunciation_enter.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(DeskOfficer, Examiner, Head)
def enter_complaint(request: HttpRequest) -> HttpResponse:
    """A paper or spoken complaint is entered once and is then out of sight of whoever entered it."""
    actor, now = actor_for(request), clock.now()
    known = {"client_key": uuid.uuid4()}
    form = RegisterForm(request.POST or None, initial=known, agencies=agencies(now))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        words = {name: data[name] for name in ("subject", "text", "sender_name", "phone", "address")}
        try:
            register_complaint(
                kind=Complaint.Kind.COMPLAINT,
                accused=data["accused"],
                content=ComplaintContent(channel=Complaint.Channel.COUNTER, **words),
                client_key=data["client_key"],
                by=actor,
                now=now,
            )
        except NoReceivingUnit:
            form.add_error("accused", NOBODY)
        else:
            messages.success(request, f"Đã ghi sổ riêng. {LEGAL}")
            return redirect("worklist")
    context = {"form": form, "legal": LEGAL}
    return render(
        request, "citizen/complaints/complaint_enter.html", context, status=422 if form.errors else 200
    )


@require_safe
@never_cache
@role_required(Examiner, Head)
def complaint_register(request: HttpRequest) -> HttpResponse:
    """The register of this receiving unit; empty for every other agency."""
    rows = Complaint.objects.visible_to(actor_for(request)).select_related("case")
    page = Paginator(rows.order_by("-case__opened_at", "-pk"), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "now": clock.now(),
        "next_url": f"?trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/complaints/complaint_register.html", context)


def found(request: HttpRequest, code: str) -> Complaint:
    """One of the own unit; 404 for every other."""
    actor = actor_for(request)
    rows = Complaint.objects.visible_to(actor).whole().filter(case__code=code)
    complaint = rows.first()
    if complaint is None or not actor.is_officer:
        raise Http404
    return complaint


DEEDS: dict[str, list[tuple[str, str, type[Form]]]] = {
    INTAKE: [("accept", "Thụ lý", VersionForm), ("refuse", "Không thụ lý", RefusalForm)],
    RESOLVE: [
        ("resolve", "Kết luận, kết thúc", ConclusionForm),
        ("refuse", "Đình chỉ, không giải quyết", RefusalForm),
    ],
}

PAPER_DEEDS: dict[str, list[tuple[str, str, type[Form]]]] = {
    step: [(deed, label, VersionForm) for deed, label, _form in deeds] for step, deeds in DEEDS.items()
}
"""Of a denunciation: the same, with every word on paper."""


def page_of(
    request: HttpRequest,
    complaint: Complaint,
    *,
    forms: dict[str, Form] | None = None,
    purpose: Form | None = None,
    shows: bool = False,
    status: int = 200,
) -> HttpResponse:
    actor, case, given = actor_for(request), complaint.case, forms or {}
    table = PAPER_DEEDS if complaint.kind == Complaint.Kind.DENUNCIATION else DEEDS
    open_now = table.get(case.step, []) if not case.is_final and can_act(case, actor) else []
    context = {
        "complaint": complaint,
        "now": clock.now(),
        "legal": LEGAL,
        "deeds": [
            (deed, label, given.get(deed) or form(initial={"ver": case.ver}), deed in given)
            for deed, label, form in open_now
        ],
        "files": list(complaint.files.select_related("file")),
        "purpose_form": purpose or PurposeForm(),
        "shows": shows,
        "history": history(case, for_citizen=True),  # the officers' one would name who sent it
    }
    return render(request, "citizen/complaints/complaint.html", context, status=status)


@require_safe
@never_cache
@officer_required
def desk_complaint(request: HttpRequest, code: str) -> HttpResponse:
    """What it says, not who says it; every reading stands in the access log."""
    complaint = found(request, code)
    log_access(
        by=actor_for(request),
        purpose="handling",
        page="desk_complaint",
        case_ids=[complaint.case_id],
        at=clock.now(),
    )
    return page_of(request, complaint)


@require_POST
@never_cache
@officer_required
def show_complainant(request: HttpRequest, code: str) -> HttpResponse:
    """Who sent it, for a stated purpose that goes into the access log with the officer's name."""
    complaint, form = found(request, code), PurposeForm(request.POST)
    if not form.is_valid():
        return page_of(request, complaint, purpose=form, status=422)
    purpose = f"identity_{form.cleaned_data['purpose']}"
    log_access(
        by=actor_for(request),
        purpose=purpose,
        page="show_complainant",
        case_ids=[complaint.case_id],
        at=clock.now(),
    )
    return page_of(request, complaint, shows=True)


@require_safe
@officer_required
def complaint_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A photo or paper of one, for the receiving unit."""
    complaint = found(request, code)
    held = get_object_or_404(ComplaintFile.objects.select_related("file"), complaint=complaint, pk=pk)
    return serve(request, held.file, by=actor_for(request), cases=[complaint.case_id])


Deed = Callable[[Complaint, dict[str, Any], Actor, datetime], str]


def deed_view(deed: str, shape: type[Form], act: Deed) -> Callable[[HttpRequest, str], HttpResponse]:
    def view(request: HttpRequest, code: str) -> HttpResponse:
        complaint = found(request, code)
        on_paper = complaint.kind == Complaint.Kind.DENUNCIATION
        form = VersionForm(request.POST) if on_paper else shape(request.POST)
        if form.is_valid():
            try:
                messages.success(request, act(complaint, form.cleaned_data, actor_for(request), clock.now()))
            except NoteRefused as error:
                form.add_error(None, str(error))
            else:
                return redirect("desk_complaint", code)
        return page_of(request, complaint, forms={deed: form}, status=422)

    return require_POST(officer_required(view))


def _accept(complaint: Complaint, data: dict[str, Any], by: Actor, now: datetime) -> str:
    accept_complaint(complaint=complaint, by=by, now=now, **data)
    return _("Đã thụ lý.")


def _refuse(complaint: Complaint, data: dict[str, Any], by: Actor, now: datetime) -> str:
    refuse_complaint(complaint=complaint, by=by, now=now, **{"text": ""} | data)
    return _("Đã ghi: không thụ lý.")


def _resolve(complaint: Complaint, data: dict[str, Any], by: Actor, now: datetime) -> str:
    resolve_complaint(complaint=complaint, by=by, now=now, **{"conclusion": ""} | data)
    return _("Đã ghi kết luận.")


accept = deed_view("accept", VersionForm, _accept)
refuse = deed_view("refuse", RefusalForm, _refuse)
resolve = deed_view("resolve", ConclusionForm, _resolve)


@require_safe
@never_cache
@citizen_required
def my_complaint(request: HttpRequest, code: str) -> HttpResponse:
    """The sender's own: where it stands, the conclusion, and that it is not public; 404 for everybody else."""
    actor = actor_for(request)
    complaint = Complaint.objects.visible_to(actor).whole().filter(case__code=code).first()
    if complaint is None or not is_applicant(complaint.case, actor):
        raise Http404
    context = {
        "complaint": complaint,
        "legal": LEGAL,
        "finished": complaint.case.state == State.DONE,
        "papers": list(complaint.files.select_related("file")),
        "history": history(complaint.case, for_citizen=True),
    }
    return render(request, "citizen/complaints/complaint_mine.html", context)
