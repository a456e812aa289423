"""Officers' pages of requests for information: the register, entering what came on paper, one request, one view a deed."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.casework.public import AskedBefore, NoteRefused, NotLapsed, SameAgency, State, lapse_case
from tinhso.citizen.information_access.actions.accept_request import accept_request
from tinhso.citizen.information_access.actions.answer_request import answer_request, refuse_request
from tinhso.citizen.information_access.actions.attach_information import attach_information
from tinhso.citizen.information_access.actions.complete_request import ask_completion, enter_completion
from tinhso.citizen.information_access.actions.consult_third_party import consult_third_party
from tinhso.citizen.information_access.actions.extend_request import TooLate, extend_request
from tinhso.citizen.information_access.actions.hand_on_request import ReceivedAlready, hand_on_request
from tinhso.citizen.information_access.actions.notify_costs import notify_costs
from tinhso.citizen.information_access.actions.publish_information import (
    StillNamesSomebody,
    publish_information,
    withhold_information,
)
from tinhso.citizen.information_access.actions.send_request import (
    AgencyNotAddressable,
    NotReceivedYet,
    WantedInformation,
    send_request,
)
from tinhso.citizen.information_access.deeds import PaperMadeBefore
from tinhso.citizen.information_access.forms import EnterForm
from tinhso.citizen.information_access.page import form_of, page_context
from tinhso.citizen.information_access.permissions import can_enter_request, can_read_asker
from tinhso.citizen.information_access.route import KIND, UnknownGround
from tinhso.citizen.information_access.views.mine import pdf
from tinhso.citizen.information_access.views.open_pages import WANTED_FIELDS, asker_of
from tinhso.citizen.models import InformationRequest
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import files_sent, serve
from tinhso.kernel.people.public import Actor, Agency, actor_for, officer_required
from tinhso.kernel.site import clock
from tinhso.lib.dates import HANOI, local

PAGE = 50
TEMPLATE = "citizen/information_access/desk.html"
Deed = Callable[..., object]
REFUSALS = (
    AgencyNotAddressable,
    AskedBefore,
    NotLapsed,
    NoteRefused,
    PaperMadeBefore,
    ReceivedAlready,
    SameAgency,
    StillNamesSomebody,
    TooLate,
    UnknownGround,
)


@require_safe
@officer_required
def information_register(request: HttpRequest) -> HttpResponse:
    """Sổ yêu cầu cung cấp thông tin: those in which this officer's post takes part, newest first."""
    actor, state = actor_for(request), request.GET.get("tinh-trang", "")
    rows = InformationRequest.objects.visible_to(as_officer(actor)).filter(case__kind=KIND)
    if state in State.values:
        rows = rows.filter(case__state=state)
    ordered = rows.select_related("case__agency").order_by("-case__submitted_at", "-pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    words = request.GET.copy()
    words.pop("trang", None)
    agency = own_agency(actor)
    context = {
        "page": page,
        "now": clock.now(),
        "enters": agency is not None and can_enter_request(actor, agency),
        "states": [(s.value, s.label) for s in State if s != State.DRAFT],
        "chosen_state": state,
        "next_url": f"?{words.urlencode()}&trang={page.number + 1}" if page.has_next() else "",
        "previous_url": f"?{words.urlencode()}&trang={page.number - 1}" if page.has_previous() else "",
    }
    return render(request, "citizen/information_access/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required
def enter_information_request(request: HttpRequest) -> HttpResponse:
    """What came by mail, post or at the counter, with the day on which it came."""
    actor, now = actor_for(request), clock.now()
    agency = own_agency(actor)
    if agency is None or not can_enter_request(actor, agency):
        raise Http404
    known = {"client_key": uuid.uuid4(), "received_on": local(now).date()}
    form = EnterForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid() and (sent := letter_entered(form, agency, actor, now)):
        messages.success(request, _("Đã ghi sổ. Mã: %(code)s") % {"code": sent.case.code})
        return redirect("desk_information_request", sent.case.code)
    status = 422 if form.errors else 200
    return render(request, "citizen/information_access/enter.html", {"form": form}, status=status)


def own_agency(by: Actor) -> Agency | None:
    return Agency.objects.filter(pk=by.agency_id or 0).first()


def letter_entered(form: EnterForm, agency: Agency, by: Actor, now: datetime) -> InformationRequest | None:
    """What was entered; None with a sentence at its box where it was refused."""
    data = form.cleaned_data
    came = datetime.combine(data["received_on"], time(7, 30), tzinfo=HANOI)
    try:
        return send_request(
            asker=asker_of(data, None),
            wanted=WantedInformation(**{name: data[name] for name in WANTED_FIELDS}),
            agency=agency,
            client_key=data["client_key"],
            channel=InformationRequest.Channel(data["channel"]),
            received_at=min(came, now) if came.date() == local(now).date() else came,
            by=by,
            now=now,
        )
    except NotReceivedYet:
        form.add_error("received_on", _("Ngày nhận phải trong một năm qua, không sau hôm nay."))
    except AgencyNotAddressable:
        form.add_error(None, _("Cơ quan này chưa có chuyên viên trả lời yêu cầu; yêu cầu chưa được ghi."))
    return None


def as_officer(actor: Actor) -> Actor:
    """By the post alone: an officer who wants to know something privately waits for the answer on the page of askers."""
    return replace(actor, person_id=None)


def found(request: HttpRequest, code: str) -> InformationRequest:
    """One in which this officer's post takes part; 404 for every other."""
    rows = InformationRequest.objects.visible_to(as_officer(actor_for(request))).whole()
    wanted = rows.filter(case__code=code, case__kind=KIND).first()
    if wanted is None:
        raise Http404
    return wanted


@require_safe
@officer_required
def desk_information_request(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an officer needs of one; reading it is written into the access log."""
    wanted, actor, now = found(request, code), actor_for(request), clock.now()
    log_access(
        by=actor, purpose="handling", page="desk_information_request", case_ids=[wanted.case_id], at=now
    )
    return render(request, TEMPLATE, page_context(wanted, actor, now))


@require_safe
@officer_required
def information_paper(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A paper of the agency; it names the asker: only the agency that has the request, into the access log."""
    wanted, actor = found(request, code), actor_for(request)
    if not can_read_asker(wanted, actor):
        raise Http404
    papers = wanted.papers.select_related("request__case", "agency__parent")
    paper = get_object_or_404(papers, form=form)
    log_access(
        by=actor,
        purpose="handling",
        page="information_paper",
        case_ids=[wanted.case_id],
        at=clock.now(),
    )
    return pdf(paper)


@require_safe
@officer_required
def information_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    wanted = found(request, code)
    attached = get_object_or_404(wanted.files.select_related("file"), pk=pk)
    return serve(request, attached.file, by=actor_for(request), cases=[wanted.case_id])


def deed_view(deed: str, act: Deed, done: Callable[[], str]) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one deed: a wrong form comes back with all that was typed."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        wanted, actor, now = found(request, code), actor_for(request), clock.now()
        form = form_of(deed, wanted, now, request.POST, request.FILES)
        if deed == "attach":
            stored = files_sent(form, "file", request.FILES, by=actor, now=now)
        if form.is_valid():
            data: dict[str, Any] = form.cleaned_data
            if deed == "attach":
                data["file"] = stored[-1]
            try:
                act(request=wanted, by=actor, now=now, **data)
            except REFUSALS as error:
                form.add_error(None, refusal_of(error))
            else:
                messages.success(request, done())
                return redirect("desk_information_request", code) if deed in STAYS else redirect("worklist")
        context = page_context(wanted, actor, now, {deed: form})
        return render(request, TEMPLATE, context, status=422)

    return require_POST(officer_required(view))


STAYS = {"accept", "complete", "costs", "extend", "third_party", "attach"}


def refusal_of(error: Exception) -> str:
    if isinstance(error, StillNamesSomebody):
        return _("Nội dung để công khai còn dữ liệu cá nhân: %(what)s. Bỏ đi rồi công khai lại.") % {
            "what": ", ".join(error.found)
        }
    words = {
        AskedBefore: _("Đã yêu cầu bổ sung một lần; không yêu cầu thêm được."),
        NotLapsed: _("Chưa hết hạn bổ sung của người yêu cầu."),
        PaperMadeBefore: _("Thông báo này đã lập một lần."),
        ReceivedAlready: _("Yêu cầu đã được tiếp nhận ở đây: cung cấp, hoặc từ chối theo căn cứ."),
        SameAgency: _("Yêu cầu đang ở chính cơ quan này."),
        TooLate: _("Đã quá hạn; không gia hạn được nữa."),
        UnknownGround: _("Chọn một căn cứ trong danh mục."),
        AgencyNotAddressable: _("Cơ quan ấy chưa có người trả lời yêu cầu trên hệ thống này."),
    }
    return words.get(type(error)) or str(error)


def _lapse(*, request: InformationRequest, by: Actor, now: datetime, ver: int, text: str) -> None:
    lapse_case(case=request.case, ver=ver, text=text, by=by, now=now)


def _accept(*, request: InformationRequest, weight: str, **more: Any) -> None:
    accept_request(request=request, weight=InformationRequest.Weight(weight), **more)


accept = deed_view("accept", _accept, lambda: _("Đã tiếp nhận, lập phiếu tiếp nhận."))
ask = deed_view("ask", ask_completion, lambda: _("Đã hướng dẫn người yêu cầu bổ sung."))
complete = deed_view("complete", enter_completion, lambda: _("Đã ghi phần bổ sung."))
hand_on = deed_view("hand_on", hand_on_request, lambda: _("Đã chuyển cơ quan giữ thông tin."))
refuse = deed_view("refuse", refuse_request, lambda: _("Đã từ chối, lập thông báo từ chối."))
reply = deed_view("reply", answer_request, lambda: _("Đã cung cấp thông tin; còn quyết định công khai."))
costs = deed_view("costs", notify_costs, lambda: _("Đã lập thông báo chi phí."))
extend = deed_view("extend", extend_request, lambda: _("Đã gia hạn, lập thông báo gia hạn."))
third_party = deed_view("third_party", consult_third_party, lambda: _("Đã ghi việc hỏi ý kiến."))
attach = deed_view("attach", attach_information, lambda: _("Đã thêm tệp."))
publish = deed_view("publish", publish_information, lambda: _("Đã công khai câu trả lời."))
withhold = deed_view("withhold", withhold_information, lambda: _("Đã kết thúc, không công khai."))
lapse = deed_view("lapse", _lapse, lambda: _("Đã kết thúc vì quá hạn bổ sung."))
