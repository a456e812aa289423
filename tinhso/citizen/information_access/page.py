"""What stands on an officer's page of one request: which deeds are open, and their forms."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import State, can_act, due_after, history, may_end, reply_due, supplement_until
from tinhso.citizen.information_access import forms as shapes
from tinhso.citizen.information_access.permissions import can_read_asker
from tinhso.citizen.information_access.route import grounds_on, law_limit
from tinhso.citizen.models import InformationPaper, InformationRequest
from tinhso.kernel.people.public import Actor

Request = InformationRequest
LABELS: dict[str, str | Promise] = {
    "accept": _("Yêu cầu hợp lệ, tiếp nhận"),
    "ask": _("Hướng dẫn bổ sung"),
    "complete": _("Ghi phần người yêu cầu bổ sung"),
    "hand_on": _("Chuyển cơ quan giữ thông tin"),
    "refuse": _("Từ chối toàn bộ"),
    "reply": _("Cung cấp thông tin"),
    "costs": _("Thông báo chi phí, ngày cung cấp"),
    "extend": _("Gia hạn một lần"),
    "third_party": _("Hỏi ý kiến bên thứ ba"),
    "attach": _("Thêm tệp vào câu trả lời"),
    "publish": _("Công khai câu trả lời"),
    "withhold": _("Kết thúc, không công khai"),
    "lapse": _("Kết thúc vì quá hạn bổ sung"),
}
ONCE = {"costs": InformationPaper.Form.NOTICE, "extend": InformationPaper.Form.EXTENSION}


def deeds_open(request: Request, by: Actor, now: datetime) -> list[str]:
    """The deeds that this officer may do now, the expected one first; empty while it waits for others. Three queries at most."""
    case = request.case
    if case.state == State.WAITING_CITIZEN:
        return ["lapse"] if may_end(case, by) and (supplement_until(case) or now) < now else []
    if case.state not in {State.SUBMITTED, State.IN_PROGRESS} or not can_act(case, by):
        return []
    if case.state == State.SUBMITTED:
        return ["accept", "ask" if case.person_id else "complete", "hand_on", "refuse"]
    if case.step == "publish":
        return ["publish", "withhold"]
    made = set(InformationPaper.objects.filter(request=request).values_list("form", flat=True))
    deeds = ["reply", "attach", "costs", "extend", "third_party", "refuse"]
    return [deed for deed in deeds if ONCE.get(deed) not in made]


def form_of(deed: str, request: Request, now: datetime, data: Any = None, files: Any = None) -> Form:
    """The form of one deed, filled with what is known."""
    return FORMS[deed](request, now, data, files)


Maker = Callable[[Request, datetime, Any, Any], Form]


def plain(shape: type[Form]) -> Maker:
    return lambda request, now, data, files: shape(data, files, initial={"ver": request.case.ver})


def dated(shape: type[Form]) -> Maker:
    """One whose choices are those of a day."""
    return lambda request, now, data, files: shape(data, initial={"ver": request.case.ver}, on=now.date())  # type: ignore[call-arg]


def publish_form(request: Request, now: datetime, data: Any, files: Any) -> Form:
    return shapes.PublishForm(data, initial={"ver": request.case.ver, "answer": request.answer})


def third_party_form(request: Request, now: datetime, data: Any, files: Any) -> Form:
    known = {"ver": request.case.ver, "third_party": request.third_party}
    return shapes.ThirdPartyForm(data, initial=known)


FORMS: dict[str, Maker] = {
    "accept": plain(shapes.AcceptForm),
    "ask": plain(shapes.AskForm),
    "complete": plain(shapes.MoreForm),
    "hand_on": dated(shapes.HandOnForm),
    "refuse": dated(shapes.RefuseForm),
    "reply": dated(shapes.ReplyForm),
    "costs": plain(shapes.CostsForm),
    "extend": plain(shapes.ExtendForm),
    "third_party": third_party_form,
    "attach": plain(shapes.AttachForm),
    "publish": publish_form,
    "withhold": plain(shapes.WithholdForm),
    "lapse": plain(shapes.ReasonForm),
}


def notice_by(request: Request) -> datetime | None:
    """Until when the law wants the notice of a complex one; None where none is owed."""
    if request.weight != Request.Weight.COMPLEX or request.promised_for or request.case.settled_at:
        return None
    limit = law_limit(request.channel, "notice", request.valid_at.date())
    return due_after(request.case, limit, now=request.valid_at)


def page_context(
    request: Request, by: Actor, now: datetime, wrong: dict[str, Form] | None = None
) -> dict[str, Any]:
    given, case = wrong or {}, request.case
    shows = can_read_asker(request, by)
    deeds = [
        (deed, LABELS[deed], given.get(deed) or form_of(deed, request, now), deed in given)
        for deed in deeds_open(request, by, now)
    ]
    return {
        "wanted": request,
        "now": now,
        "deeds": deeds,
        "shows_asker": shows,
        "papers": list(request.papers.all()),
        "files": list(request.files.select_related("file")),
        "ground": grounds_on((case.settled_at or now).date()).get(request.ground, ""),
        "reply_due": reply_due(case) if case.state == State.SUBMITTED else None,
        "notice_by": notice_by(request),
        "history": history(case, for_citizen=not shows),
    }
