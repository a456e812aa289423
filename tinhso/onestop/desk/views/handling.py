"""An officer's page of one dossier, and one view for each deed on it."""

from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from tinhso.casework.public import (
    AskedBefore,
    CorrectionWaits,
    EndAfterHandOver,
    EndBeforeReceipt,
    EndBeforeWaitIsOver,
    EndInFuture,
    EndUnchanged,
    NewDateNotLater,
    NotAnEarlierStep,
    NotLapsed,
    NotOfThatPost,
    OfficerAbsent,
    ReappointedBefore,
    State,
    TooLateToReappoint,
    YearClosed,
    ask_correction,
    ask_opinion,
    assign_case,
    can_act,
    claim_case,
    forward_case,
    pause_case,
    place,
    resume_case,
    return_case,
)
from tinhso.kernel.events.public import log_access
from tinhso.kernel.files.public import FileRefused
from tinhso.kernel.people.public import Actor, actor_for, officer_required
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.forms import MOST_LETTERS
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.lib.legal_time.working_time import HANOI
from tinhso.onestop.catalogue.papers import paper_states
from tinhso.onestop.desk.checklist import checklist, written
from tinhso.onestop.desk.page import TEMPLATES, form_for, page_context
from tinhso.onestop.desk.related import related_to
from tinhso.onestop.dossier.actions.settle_identity import NoWords, settle_identity
from tinhso.onestop.dossier.identity_differences import UNSETTLED, IdentityUnsettled
from tinhso.onestop.dossier.views.finding import desk_dossier
from tinhso.onestop.handling.actions.accept_dossier import NothingHandedIn, NoTimeLimit, accept_dossier
from tinhso.onestop.handling.actions.apologise import NewDateOnDayOff, apologise
from tinhso.onestop.handling.actions.ask_late_supplement import NeedsSecondPerson, ask_late_supplement
from tinhso.onestop.handling.actions.ask_supplement import AskedTooLate, ask_supplement
from tinhso.onestop.handling.actions.forward_dossier import forward_dossier
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.actions.lapse_dossier import lapse_dossier
from tinhso.onestop.handling.actions.propose_apology import propose_apology
from tinhso.onestop.handling.actions.propose_late_supplement import StillInTime, propose_late_supplement
from tinhso.onestop.handling.actions.propose_refusal import propose_refusal
from tinhso.onestop.handling.actions.refuse_dossier import refuse_dossier
from tinhso.onestop.handling.fee_words import FEE_WORDS
from tinhso.onestop.linked_services.actions.ask_part import AskedAlready
from tinhso.onestop.linked_services.actions.register_dossier import (
    NotRegistered,
    RecordIncomplete,
    register_dossier,
)
from tinhso.onestop.models import Dossier, HandOver
from tinhso.onestop.money.actions.pause_for_duty import DutyOpen, pause_for_duty
from tinhso.onestop.results.actions.draft_decision import NotYetRegistered, draft_decision
from tinhso.onestop.results.actions.keep_own_file import OwnFileRefused
from tinhso.onestop.results.forms import DecisionForm

Deed = Callable[[Dossier, dict[str, Any], Actor, datetime], str]


@require_safe
@officer_required
def show_desk_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """Everything an officer needs of one dossier; opening it says softly that somebody is at it."""
    dossier = desk_dossier(request, code, purpose="handling")
    actor = actor_for(request)
    if dossier.case.state == State.DRAFT:
        return redirect("counter_entry", code)
    turn = can_act(dossier.case, actor)
    if turn:
        claim_case(case=dossier.case, by=actor, now=clock.now())
    asked = "lien-quan" in request.GET
    related = related_to(dossier, actor, now=clock.now()) if asked else None
    viewed = request.GET.get("giay", "")[:20]
    context = page_context(dossier, actor, clock.now(), turn=turn, viewed=viewed, related=related)
    return render(request, "onestop/desk/desk_dossier.html", context)


def handle(request: HttpRequest, code: str, deed: str, act: Deed) -> HttpResponse:
    """Load, validate, one action, then back to the worklist; a wrong form comes back with all that was typed."""
    dossier, actor, now = desk_dossier(request, code), actor_for(request), clock.now()
    form = form_for(deed, dossier, now, request.POST, request.FILES)
    if form.is_valid():
        try:
            messages.success(request, act(dossier, form.cleaned_data, actor, now))
        except tuple(REFUSALS) as error:
            form.add_error(None, refusal_of(error))
        else:
            return redirect("desk_dossier", code) if deed in STAYS else redirect("worklist")
    return page_with_form(request, dossier, deed, form)


NOTHING_HANDED_IN = "Hồ sơ chưa có tờ khai, giấy tờ nào. Yêu cầu bổ sung hoặc từ chối."
STAYS = {"settle_identity"}  # deeds after which the same dossier waits for the next one


REFUSALS: dict[type[Exception], str] = {
    **FEE_WORDS,
    IdentityUnsettled: UNSETTLED,
    NoWords: "Chọn thông tin đúng và ghi căn cứ.",
    DutyOpen: "Hồ sơ còn một khoản nghĩa vụ tài chính chưa nộp; để trống số tiền hoặc chờ nộp xong.",
    AskedBefore: "Đã yêu cầu bổ sung một lần; pháp luật không cho yêu cầu thêm.",
    AskedTooLate: "Đã quá hạn yêu cầu bổ sung; lập đề nghị để lãnh đạo đồng ý, thời hạn giải quyết giữ nguyên.",
    StillInTime: "Còn trong hạn yêu cầu bổ sung: lập phiếu yêu cầu bổ sung, không cần đề nghị.",
    NeedsSecondPerson: "Người đề nghị không tự đồng ý được. Cần một lãnh đạo khác.",
    TooLateToReappoint: "Không còn trong hạn hẹn lại: phiếu xin lỗi lập một lần, ít nhất một ngày trước giờ hẹn trả.",
    NotLapsed: "Chưa hết hạn bổ sung của người nộp nên chưa được từ chối.",
    NothingHandedIn: NOTHING_HANDED_IN,
    NoTimeLimit: "Nhập thời hạn giải quyết, vì danh mục chưa có thời hạn của thủ tục này.",
    OfficerAbsent: "Người này hôm nay vắng mặt. Giao cho người làm thay hoặc người khác.",
    NotOfThatPost: "Người này hiện không giữ vị trí thụ lý tại cơ quan.",
    NotAnEarlierStep: "Chỉ trả lại được bước đã qua.",
    ReappointedBefore: "Đã hẹn lại một lần; không được hẹn lại lần nữa.",
    CorrectionWaits: "Đã có đề nghị đính chính hồ sơ này đang chờ xác nhận.",
    YearClosed: "Báo cáo của năm đó đã phát hành nên ngày có kết quả không đính chính được nữa.",
    EndUnchanged: "Hồ sơ đã ghi đúng thời điểm này; không có gì để đính chính.",
    EndInFuture: "Thời điểm có kết quả không được sau bây giờ.",
    EndBeforeReceipt: "Thời điểm có kết quả không được trước khi tiếp nhận hồ sơ.",
    EndAfterHandOver: "Kết quả đã trả trước thời điểm này; ghi thời điểm trước lúc trả.",
    EndBeforeWaitIsOver: "Lúc đó hồ sơ còn chờ bổ sung hoặc tạm dừng; ghi thời điểm sau khi hết chờ.",
    NewDateOnDayOff: "Ngày hẹn mới là ngày nghỉ của nơi trả kết quả. Chọn một ngày làm việc.",
    NewDateNotLater: "Ngày hẹn mới phải sau ngày hẹn cũ.",
    AskedAlready: "Hồ sơ này đã được gửi phần mềm hộ tịch điện tử.",
    NotRegistered: "Thủ tục này không ghi qua phần mềm hộ tịch điện tử.",
    RecordIncomplete: "Hồ sơ còn thiếu thông tin để ghi Sổ hộ tịch, cần yêu cầu bổ sung:",
    FileRefused: "",
    OwnFileRefused: "",
    NotYetRegistered: "Phần mềm hộ tịch điện tử chưa cấp số nên chưa trình ký được.",
}


def refusal_of(error: Exception) -> str:
    """The refusal in words, with what is missing where it names it."""
    words = next(text for kind, text in REFUSALS.items() if isinstance(error, kind))
    return f"{words} {error}." if isinstance(error, RecordIncomplete) else words or str(error)


def page_with_form(request: HttpRequest, dossier: Dossier, deed: str, form: Form) -> HttpResponse:
    """The page once more with the refused form: it shows the dossier, so that it is a reading too."""
    by, seen = actor_for(request), [dossier.case_id]
    log_access(by=by, purpose="handling", page="desk_dossier", case_ids=seen, at=clock.now())
    context = page_context(dossier, actor_for(request), clock.now(), forms={deed: form})
    if deed not in [shown for shown, *_ in context["deeds"]]:  # the form is not on the page: say it above
        for text in form.non_field_errors():
            messages.error(request, str(text))
    return render(request, "onestop/desk/desk_dossier.html", context, status=422)


def deed_view(deed: str, act: Deed) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view of one deed: POST only, officers only."""

    def view(request: HttpRequest, code: str) -> HttpResponse:
        return handle(request, code, deed, act)

    return require_POST(officer_required(view))


def _accept(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    days = data.get("days")
    limit = TimeLimit(Decimal(days), Unit.WORKING_DAY, "Nhập tại nơi tiếp nhận") if days else None
    slip = accept_dossier(dossier=dossier, ver=data["ver"], by=by, now=now, limit=limit)
    return f"Đã tiếp nhận {dossier.case.code}, giấy tiếp nhận số {slip.number}."


def _settle_identity(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    chosen = {key: value for key, value in data.items() if key not in {"ver", "words"}}
    settle_identity(dossier=dossier, ver=data["ver"], words=data["words"], chosen=chosen, by=by, now=now)
    return "Đã ghi thông tin người nộp."


def _forward(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    forward_dossier(dossier=dossier, ver=data["ver"], by=by, now=now)
    return f"Đã chuyển {dossier.case.code} đến {dossier.case.agency.name}."


def _assign(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    assign_case(case=dossier.case, ver=data["ver"], officer_id=data["officer"], by=by, now=now)
    return f"Đã phân công {dossier.case.code}."


def _supplement(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    ask_supplement(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã gửi phiếu yêu cầu bổ sung."


def _propose_late(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    words = {"text": data["text"], "reason": data["reason"]}
    propose_late_supplement(dossier=dossier, ver=data["ver"], by=by, now=now, **words)
    return "Đã trình đề nghị yêu cầu bổ sung ngoài hạn."


def _ask_late(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    ask_late_supplement(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã gửi phiếu yêu cầu bổ sung; thời hạn giải quyết giữ nguyên."


def _refuse(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    refuse_dossier(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã gửi phiếu từ chối."


def _propose_refusal(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    propose_refusal(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã trình dự thảo từ chối."


def _lapse(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    lapse_dossier(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã gửi phiếu từ chối vì quá hạn bổ sung."


def _decide(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    draft_decision(
        dossier=dossier,
        ver=data["ver"],
        title=data["title"],
        articles=DecisionForm.lines(data["articles"]),
        finding=data["finding"],
        valid_until=data["valid_until"],
        own_file=data["own_file"],
        keep_file=not data.get("drop_file"),
        by=by,
        now=now,
    )
    return "Đã trình ký."


def _register(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    register_dossier(dossier=dossier, ver=data["ver"], by=by, now=now)
    return f"Đã gửi {dossier.case.code} sang phần mềm hộ tịch điện tử, chờ cấp số."


def _return(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    return_case(
        case=dossier.case, ver=data["ver"], to_step=data["to_step"], reason=data["text"], by=by, now=now
    )
    return "Đã trả lại bước trước."


def _propose_apology(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    propose_apology(dossier=dossier, ver=data["ver"], text=data["text"], by=by, now=now)
    return "Đã trình đề nghị xin lỗi và hẹn lại."


def _apologise(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    due = datetime.combine(data["day"], time(17), tzinfo=HANOI)
    apologise(dossier=dossier, ver=data["ver"], new_due=due, text=data["text"], by=by, now=now)
    return "Đã xin lỗi và hẹn ngày trả mới."


def _opinion(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    limit = TimeLimit(Decimal(data["days"]), Unit.WORKING_DAY, "Cơ quan chủ trì ấn định")
    ask_opinion(
        case=dossier.case, ver=data["ver"], of=data["of"], text=data["text"], limit=limit, by=by, now=now
    )
    return f"Đã lấy ý kiến {data['of'].name}."


def _pause(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    words = {"ver": data["ver"], "text": data["text"], "by": by, "now": now}
    if data["amount"]:
        pause_for_duty(dossier=dossier, amount=data["amount"], source=data["source"], **words)
        return "Đã tạm dừng; nộp đủ thì thời hạn tự tính tiếp."
    pause_case(case=dossier.case, reason=data["reason"], **words)
    return "Đã tạm dừng tính thời gian."


def _resume(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    resume_case(case=dossier.case, ver=data["ver"], by=by, now=now)
    return "Đã tiếp tục tính thời gian."


def _transfer(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    forward_case(
        case=dossier.case,
        ver=data["ver"],
        to_agency=data["to"],
        reason=data["text"],
        reply_role=DeskOfficer.code,
        by=by,
        now=now,
    )
    return f"Đã chuyển đến {data['to'].name}."


def _hand_over(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    hand_over_result(
        dossier=dossier,
        ver=data["ver"],
        how=HandOver.How(data["how"]),
        collected_by=data["collected_by"],
        id_number=data["id_number"],
        collector=HandOver.Collector(data["collector"] or HandOver.Collector.APPLICANT),
        authority=data["authority"],
        post_number=data["post_number"],
        by=by,
        now=now,
    )
    return "Đã trả kết quả."


def _correct(dossier: Dossier, data: dict[str, Any], by: Actor, now: datetime) -> str:
    ended_at = datetime.combine(data["day"], data["hour"], tzinfo=HANOI)
    ask_correction(case=dossier.case, ver=data["ver"], ended_at=ended_at, text=data["text"], by=by, now=now)
    return f"Đã đề nghị đính chính {dossier.case.code}. Một thủ trưởng khác của cơ quan, hoặc của cơ quan cấp trên, xác nhận thì mới ghi."


@require_POST
@officer_required
def place_template(request: HttpRequest, code: str, deed: str) -> HttpResponse:
    """A template into the text of that deed, below what is typed there; nothing is sent and nothing typed is lost."""
    dossier, actor, now = desk_dossier(request, code, purpose="handling"), actor_for(request), clock.now()
    if deed not in TEMPLATES:
        raise Http404
    form = form_for(deed, dossier, now)
    placed = place(form, request.POST, case=dossier.case, kind=TEMPLATES[deed], by=actor, now=now)
    (messages.info if placed.placed else messages.warning)(request, placed.words)
    context = page_context(dossier, actor, now, forms={deed: form})
    return render(request, "onestop/desk/desk_dossier.html", context)


@require_POST
@officer_required
def write_lacking(request: HttpRequest, code: str) -> HttpResponse:
    """A line for each ticked paper into the text of the supplement, below what is typed there; nothing is sent."""
    dossier, actor, now = desk_dossier(request, code, purpose="handling"), actor_for(request), clock.now()
    form = form_for("supplement", dossier, now)
    checked = checklist(dossier, paper_states(dossier, dossier.attachments.select_related("file")))
    ids = request.POST.getlist("lack")
    form.initial["text"] = written(checked, ids, request.POST.get("text", "")[:MOST_LETTERS])
    if not ids:
        messages.warning(request, "Đánh dấu những giấy tờ còn thiếu hoặc chưa đúng.")
    context = page_context(dossier, actor, now, forms={"supplement": form})
    return render(request, "onestop/desk/desk_dossier.html", context)


accept = deed_view("accept", _accept)
settle_identity_ = deed_view("settle_identity", _settle_identity)
forward = deed_view("forward", _forward)
assign = deed_view("assign", _assign)
supplement = deed_view("supplement", _supplement)
refuse = deed_view("refuse", _refuse)
lapse = deed_view("lapse", _lapse)
propose_refusal_ = deed_view("propose_refusal", _propose_refusal)
decide = deed_view("decide", _decide)
register = deed_view("register", _register)
return_ = deed_view("return", _return)
propose_late = deed_view("propose_late", _propose_late)
ask_late = deed_view("ask_late", _ask_late)
propose_apology_ = deed_view("propose_apology", _propose_apology)
apologise_ = deed_view("apologise", _apologise)
opinion = deed_view("opinion", _opinion)
hand_over = deed_view("hand_over", _hand_over)
pause = deed_view("pause", _pause)
resume = deed_view("resume", _resume)
transfer = deed_view("transfer", _transfer)
correct = deed_view("correct", _correct)
