"""The deeds on an incident as pages offer them: who may now, with which form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import FINAL, State
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.models import KnownError, SupportIncident
from tinhso.security.support import forms
from tinhso.security.support.actions.answer_desk import answer_desk
from tinhso.security.support.actions.ask_reporter import ask_reporter
from tinhso.security.support.actions.confirm_incident import confirm_incident
from tinhso.security.support.actions.receive_incident import receive_incident
from tinhso.security.support.actions.reclassify_incident import reclassify_incident
from tinhso.security.support.actions.refuse_incident import refuse_incident
from tinhso.security.support.actions.reopen_incident import reopen_incident
from tinhso.security.support.actions.reply_to_reporter import reply_to_reporter
from tinhso.security.support.actions.resolve_incident import resolve_incident
from tinhso.security.support.actions.withdraw_incident import withdraw_incident
from tinhso.security.support.permissions import can_speak_for_reporter, can_support
from tinhso.security.support.way import is_resolved

Act = Callable[[SupportIncident, dict[str, Any], Actor], Any]


def nothing_more(incident: SupportIncident) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Deed:
    label: str | Promise
    form: type[django_forms.Form]
    act: Act
    hint: str | Promise = ""
    more: Callable[[SupportIncident], dict[str, Any]] = nothing_more


def plainly(deed: Callable[..., Any]) -> Act:
    """The deed with the fields of its form."""
    return lambda incident, given, by: deed(incident=incident, by=by, now=clock.now(), **given)


def _reply(incident: SupportIncident, given: dict[str, Any], by: Actor) -> None:
    given.pop("ver")
    reply_to_reporter(incident=incident, by=by, now=clock.now(), **given)


def _refuse(incident: SupportIncident, given: dict[str, Any], by: Actor) -> None:
    """The other incident is named by its number, and has to be one that the desk sees."""
    code = given.pop("same_as").strip().upper()
    original = None
    if code:
        visible = SupportIncident.objects.visible_to(by, on=clock.today())
        original = visible.filter(case__code=code).first()
        if original is None:
            raise EntryRefused("same_as", "Không có sự cố số này.")
    try:
        refuse_incident(incident=incident, duplicate_of=original, by=by, now=clock.now(), **given)
    except EntryRefused as refused:
        raise EntryRefused(
            "same_as" if refused.field == "duplicate_of" else refused.field, str(refused)
        ) from refused


def _errors_of(incident: SupportIncident) -> dict[str, Any]:
    return {"errors_of": KnownError.objects.standing().filter(system=incident.system).order_by("title", "pk")}


DEEDS: dict[str, Deed] = {
    "tiep-nhan": Deed(
        _("Tiếp nhận, phân loại"),
        forms.SeverityForm,
        plainly(receive_incident),
        _("Thời hạn khắc phục tính từ lúc tiếp nhận, theo mức độ."),
    ),
    "khac-phuc": Deed(
        _("Đã khắc phục"),
        forms.ResolveForm,
        plainly(resolve_incident),
        _("Người báo xác nhận hoặc yêu cầu xử lý tiếp; trong lúc chờ, thời hạn dừng."),
        _errors_of,
    ),
    "hoi-them": Deed(
        _("Hỏi thêm người báo"),
        forms.WordsForm,
        plainly(ask_reporter),
        _("Thời hạn dừng tới khi người báo trả lời."),
    ),
    "tra-loi": Deed(
        _("Trả lời người báo"),
        forms.WordsForm,
        _reply,
        _("Báo tiến độ hoặc cách làm tạm; thời hạn vẫn chạy."),
    ),
    "phan-loai": Deed(
        _("Đổi mức độ"),
        forms.SeverityForm,
        plainly(reclassify_incident),
        _("Thời hạn tính lại từ lúc tiếp nhận theo mức mới."),
    ),
    "khong-nhan": Deed(_("Không tiếp nhận hoặc trùng"), forms.RefuseForm, _refuse),
    "xac-nhan": Deed(_("Xác nhận đã khắc phục"), forms.ConfirmForm, plainly(confirm_incident)),
    "xu-ly-tiep": Deed(
        _("Chưa được, xử lý tiếp"),
        forms.WordsForm,
        plainly(reopen_incident),
        _("Thời hạn của bộ phận hỗ trợ chạy tiếp."),
    ),
    "gui-them": Deed(_("Trả lời, gửi thêm thông tin"), forms.WordsForm, plainly(answer_desk)),
    "rut": Deed(_("Rút sự cố"), forms.WithdrawForm, plainly(withdraw_incident)),
}
OF_DESK = {
    State.SUBMITTED: ("tiep-nhan", "tra-loi", "khong-nhan"),
    State.IN_PROGRESS: ("khac-phuc", "hoi-them", "tra-loi", "phan-loai", "khong-nhan"),
    State.PAUSED: ("khac-phuc", "tra-loi", "khong-nhan"),
}


def open_deeds(incident: SupportIncident, by: Actor) -> list[tuple[str, str | Promise]]:
    """What the officer may do now, the first thing first."""
    state, resolved = State(incident.case.state), is_resolved(incident)
    names: list[str] = []
    if state not in FINAL and can_speak_for_reporter(incident, by):
        names += ["xac-nhan", "xu-ly-tiep"] if resolved else ["gui-them", "rut"]
    if can_support(incident, by):
        names += ("tra-loi",) if resolved and state not in FINAL else OF_DESK.get(state, ())
    return [(name, DEEDS[name].label) for name in names]


def sees(incident: SupportIncident, by: Actor) -> bool:
    """One query."""
    return SupportIncident.objects.visible_to(by, on=clock.today()).filter(pk=incident.pk).exists()
