"""An officer's page of one report, and one view for each deed on it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import (
    Case,
    NotOfThatPost,
    OfficerAbsent,
    assign_case,
    can_act,
    claim_case,
    return_case,
)
from tinhso.citizen.desk.actions.answer_report import AnswerRefused, answer_report
from tinhso.citizen.desk.actions.merge_report import CannotMerge, merge_report
from tinhso.citizen.desk.actions.publish_answer import publish_answer, send_back_answer
from tinhso.citizen.desk.actions.route_report import route_report
from tinhso.citizen.desk.actions.show_contact import show_contact
from tinhso.citizen.desk.actions.turn_down_report import GoesToRegister, turn_down_report
from tinhso.citizen.desk.page import form_for, page_context
from tinhso.citizen.models import Report
from tinhso.citizen.reports.photos import PhotoRefused, take_answer_photo
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import serve
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.site import clock

Deed = Callable[[Report, dict[str, Any], Actor, datetime, HttpRequest], str]


class UnknownReport(Exception):
    """No report of that code."""


def desk_report_of(request: HttpRequest, code: str, *, purpose: str = "") -> Report:
    """A report in which the officer takes part; reading it is written into the access log under `purpose`."""
    actor = actor_for(request)
    visible = Case.objects.visible_to(actor).values("pk")
    found = (
        Report.objects.filter(case__in=visible, case__code=code)
        .select_related("case__agency", "case__desk", "case__officer", "case__process", "case__claimed_by")
        .select_related("category", "commune__parent", "merged_into__case", "reopens__case__agency")
        .first()
    )
    if found is None or not actor.is_officer:
        raise Http404
    if purpose:
        log_access(by=actor, purpose=purpose, page="desk_report", case_ids=[found.case_id], at=clock.now())
    return found


@require_safe
@officer_required
def desk_report(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an officer may know of one report; opening it says softly that somebody is at it."""
    report, actor, now = desk_report_of(request, code, purpose="handling"), actor_for(request), clock.now()
    if can_act(report.case, actor):
        claim_case(case=report.case, by=actor, now=now)
    return render(request, "citizen/desk/report.html", page_context(report, actor, now))


@require_safe
@officer_required
def desk_photo(request: HttpRequest, code: str, photo: int) -> HttpResponse:
    """A picture of a report in which the officer takes part, hidden ones too."""
    report = desk_report_of(request, code)
    row = report.photos.select_related("file").filter(pk=photo).first()
    if row is None:
        raise Http404
    return serve(request, row.file, by=actor_for(request), cases=[report.case_id], inline=True)  # type: ignore[return-value]


@require_POST
@officer_required
def desk_contact(request: HttpRequest, code: str) -> HttpResponse:
    """Who sent it: the triage desk alone, each time into the access log."""
    report, actor, now = desk_report_of(request, code), actor_for(request), clock.now()
    contact = show_contact(report=report, purpose="contact", by=actor, now=now)
    answer = render(request, "citizen/desk/contact.html", {"report": report, "contact": contact})
    answer["Cache-Control"] = "private, no-store"
    return answer


def refusals() -> dict[type[Exception], str]:
    return {
        CannotMerge: _(
            "Không gộp được vào phản ánh này: là chính nó, hoặc chính nó đã gộp vào phản ánh khác."
        ),
        NotOfThatPost: _("Người này hiện không giữ vị trí xử lý tại cơ quan."),
        OfficerAbsent: _("Người này hôm nay vắng mặt. Giao cho người khác."),
        UnknownReport: _("Không có phản ánh mã này."),
    }


def handle(request: HttpRequest, code: str, deed: str, act: Deed) -> HttpResponse:
    """Load, validate, one action, then back to the list; a wrong form comes back with all that was typed."""
    report, actor, now = desk_report_of(request, code), actor_for(request), clock.now()
    form = form_for(deed, report, now, request.POST)
    if form.is_valid():
        try:
            messages.success(request, act(report, form.cleaned_data, actor, now, request))
        except (CannotMerge, NotOfThatPost, OfficerAbsent, UnknownReport) as error:
            form.add_error(None, refusals()[type(error)])
        except GoesToRegister:
            return redirect("set_apart", code)
        except (AnswerRefused, PhotoRefused) as error:
            form.add_error(None, str(error))
        else:
            return redirect("worklist")
    return report_page(request, report, deed, form)


def report_page(request: HttpRequest, report: Report, deed: str, form: Form) -> HttpResponse:
    fresh = Report.objects.select_related("case__agency", "category").get(pk=report.pk)
    context = page_context(
        desk_report_of(request, fresh.case.code, purpose="handling"),
        actor_for(request),
        clock.now(),
        forms={deed: form},
    )
    if deed not in [shown for shown, *_rest in context["deeds"]]:  # the form is not on the page: say it above
        for text in form.non_field_errors():
            messages.error(request, str(text))
    return render(request, "citizen/desk/report.html", context, status=422)


def deed_view(deed: str, act: Deed) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one deed: POST only, officers only."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        return handle(request, code, deed, act)

    return require_POST(officer_required(view))


def _route(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    lat, lon = data.pop("lat"), data.pop("lon")
    point = (lat, lon) if lat is not None and lon is not None else None
    route_report(report=report, **data, point=point, by=by, now=now)
    return _("Đã chuyển %(code)s đến %(agency)s.") % {
        "code": report.case.code,
        "agency": data["agency"].name,
    }


def _turn_down(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    turn_down_report(report=report, **data, by=by, now=now)
    return _("Đã trả lời không tiếp nhận %(code)s.") % {"code": report.case.code}


def _merge(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    code = data["into"].strip().upper()
    into = Report.objects.select_related("case").filter(case__code=code).first()
    if into is None:
        raise UnknownReport
    merge_report(report=report, ver=data["ver"], into=into, by=by, now=now)
    return _("Đã gộp %(code)s vào %(into)s.") % {"code": report.case.code, "into": into.case.code}


def _assign(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    assign_case(case=report.case, ver=data["ver"], officer_id=data["officer"], by=by, now=now)
    return _("Đã phân công %(code)s.") % {"code": report.case.code}


def _give_back(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    return_case(case=report.case, ver=data["ver"], to_step="route", reason=data["reason"], by=by, now=now)
    return _("Đã trả cơ quan đầu mối.")


def _answer(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    sent = [file for file in request.FILES.getlist("photo") if isinstance(file, UploadedFile)]
    scope = f"answer:{report.pk}:{report.case.ver}"
    files = [take_answer_photo(file, scope=scope, by=by, now=now) for file in sent]
    answer_report(
        report=report,
        ver=data["ver"],
        text=data["text"],
        photos=[file.pk for file in files],
        by=by,
        now=now,
    )
    return _("Đã trả lời; cơ quan đầu mối đọc rồi đăng.")


def _publish(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    publish_answer(report=report, ver=data["ver"], text=data["text"], by=by, now=now)
    return _("Đã đăng trả lời và đóng %(code)s.") % {"code": report.case.code}


def _send_back(report: Report, data: dict[str, Any], by: Actor, now: datetime, request: HttpRequest) -> str:
    send_back_answer(report=report, ver=data["ver"], reason=data["reason"], by=by, now=now)
    return _("Đã trả lại đơn vị xử lý.")


route = deed_view("route", _route)
turn_down = deed_view("turn_down", _turn_down)
merge = deed_view("merge", _merge)
assign = deed_view("assign", _assign)
give_back = deed_view("give_back", _give_back)
answer = deed_view("answer", _answer)
publish = deed_view("publish", _publish)
send_back = deed_view("send_back", _send_back)
