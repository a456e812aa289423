"""The deeds on an incident as pages offer them: who may now, with which form. Those on one of its tasks, reports, alerts and
pieces of evidence are in `numbered.py`."""

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
from tinhso.security.incidents import forms
from tinhso.security.incidents.actions.add_alerts import add_alerts
from tinhso.security.incidents.actions.add_asset import add_asset
from tinhso.security.incidents.actions.add_evidence import add_evidence
from tinhso.security.incidents.actions.add_task import add_task
from tinhso.security.incidents.actions.choose_plan import choose_plan
from tinhso.security.incidents.actions.classify_incident import classify_incident
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.finish_step import finish_step
from tinhso.security.incidents.actions.hand_on_incident import hand_on_incident
from tinhso.security.incidents.actions.merge_incidents import merge_incidents
from tinhso.security.incidents.actions.note_breach import note_breach
from tinhso.security.incidents.actions.part_incident import part_incident
from tinhso.security.incidents.actions.refuse_cyber_incident import refuse_cyber_incident
from tinhso.security.incidents.actions.restore_incident import restore_incident
from tinhso.security.incidents.actions.return_summary import return_summary
from tinhso.security.incidents.actions.summarise_incident import summarise_incident
from tinhso.security.incidents.actions.verify_incident import verify_incident
from tinhso.security.incidents.actions.write_entry import write_entry
from tinhso.security.incidents.alerts import offered
from tinhso.security.incidents.permissions import can_close_cyber, can_lead, can_work_on
from tinhso.security.incidents.way import APPROVE
from tinhso.security.models import CyberIncident

Act = Callable[[CyberIncident, dict[str, Any], Actor], Any]
More = Callable[[CyberIncident, Actor], dict[str, Any]]


def nothing_more(incident: CyberIncident, by: Actor) -> dict[str, Any]:
    return {}


def with_incident(incident: CyberIncident, by: Actor) -> dict[str, Any]:
    return {"incident": incident}


@dataclass(frozen=True)
class Deed:
    label: str | Promise
    form: type[django_forms.Form]
    act: Act
    hint: str | Promise = ""
    more: More = nothing_more


def plainly(deed: Callable[..., Any]) -> Act:
    """The deed with the fields of its form; a machine by its name."""

    def act(incident: CyberIncident, given: dict[str, Any], by: Actor) -> Any:
        if "machine" in given:
            given["machine"] = forms.machine_named(given["machine"], incident.agency_id)
        return deed(incident=incident, by=by, now=clock.now(), **given)

    return act


def _merge(incident: CyberIncident, given: dict[str, Any], by: Actor) -> None:
    """The other one is named by its number, and has to be one that the officer sees."""
    visible = CyberIncident.objects.visible_to(by, on=clock.today())
    other = visible.at_work().filter(case__code=given["into"].strip().upper()).first()
    if other is None:
        raise EntryRefused("into", "Không có sự cố đang xử lý nào số này.")
    merge_incidents(incident=incident, ver=given["ver"], into=other, by=by, now=clock.now())


def _entry(incident: CyberIncident, given: dict[str, Any], by: Actor) -> None:
    number = given["corrects"]
    given["corrects"] = incident.entries.filter(number=number).first() if number else None
    if number and given["corrects"] is None:
        raise EntryRefused("corrects", "Không có dòng số này.")
    plainly(write_entry)(incident, given, by)


DEEDS: dict[str, Deed] = {
    "xac-minh": Deed(
        _("Xác minh là sự cố"), forms.VerifyForm, plainly(verify_incident),
        _("Từ loại sự cố có danh mục việc; báo cáo theo quy định tính hạn từ lúc phát hiện."),
    ),
    "khong-phai": Deed(_("Không phải sự cố"), forms.ReasonForm, plainly(refuse_cyber_incident)),
    "phan-loai": Deed(
        _("Phân loại mức độ"), forms.ClassifyForm, plainly(classify_incident),
        _("Mức độ suy ra từ tiêu chí. Không tiêu chí nào đúng là sự cố thông thường."), with_incident,
    ),
    "phuong-an": Deed(_("Chọn phương án"), forms.PlanForm, plainly(choose_plan)),
    "xong-buoc": Deed(_("Xong bước này"), forms.FindingForm, plainly(finish_step)),
    "khoi-phuc": Deed(
        _("Đã khôi phục"), forms.RestoreForm, plainly(restore_incident),
        _("Báo cáo kết thúc tính hạn từ lúc khôi phục."),
    ),
    "tong-ket": Deed(
        _("Tổng kết"), forms.SummaryForm, plainly(summarise_incident),
        _("Thủ trưởng đơn vị chuyên trách, không phải người báo hay người tổng kết, duyệt đóng."),
    ),
    "dong": Deed(_("Duyệt đóng"), forms.VersionForm, plainly(close_cyber_incident)),
    "tra-lai": Deed(_("Trả lại để tổng kết thêm"), forms.ReasonForm, plainly(return_summary)),
    "gop": Deed(
        _("Gộp vào sự cố khác"), forms.MergeForm, _merge,
        _("Không gì mất: diễn biến, chứng cứ, báo cáo ở lại sự cố này và tách ra được."),
    ),
    "tach": Deed(_("Tách khỏi sự cố chính"), forms.VersionForm, plainly(part_incident)),
    "nhan-ve": Deed(
        _("Nhận về đơn vị chuyên trách mới"), forms.VersionForm, plainly(hand_on_incident),
    ),
    "ghi-dien-bien": Deed(
        _("Ghi diễn biến"), forms.EntryForm, _entry, _("Dòng đã ghi không sửa được; ghi nhầm thì đính chính bằng dòng khác."),
    ),
    "them-viec": Deed(_("Thêm việc"), forms.TaskForm, plainly(add_task), more=with_incident),
    "them-may": Deed(
        _("Thêm hệ thống, máy"), forms.AssetForm, plainly(add_asset),
        more=lambda incident, by: {"systems": forms.systems_of(incident.agency_id)},
    ),
    "gop-canh-bao": Deed(
        _("Gộp cảnh báo"), forms.AlertsForm, plainly(add_alerts), _("Mỗi cảnh báo thành một dòng diễn biến."),
        lambda incident, by: {"offered": offered(by, clock.today(), incident.agency_id)},
    ),
    "nop-chung-cu": Deed(
        _("Nộp chứng cứ"), forms.EvidenceForm, plainly(add_evidence),
        _("Tệp giữ nguyên như nhận, có SHA-256; mỗi lần bàn giao là một dòng."),
    ),
    "vi-pham-du-lieu": Deed(
        _("Vi phạm dữ liệu cá nhân"), forms.BreachForm, plainly(note_breach),
        _("Hạn thông báo tính từ lúc phát hiện ghi lần đầu."),
    ),
}  # fmt: skip
OF_STEP = {
    "verify": ("xac-minh", "khong-phai"),
    "classify": ("phan-loai",),
    "plan": ("phuong-an",),
    "direct": ("xong-buoc",),
    "carry_out": ("xong-buoc",),
    "restore": ("khoi-phuc",),
    "summarise": ("tong-ket",),
}
WORK = ("ghi-dien-bien", "nop-chung-cu", "them-may", "gop-canh-bao", "them-viec", "vi-pham-du-lieu")


def open_deeds(incident: CyberIncident, by: Actor) -> list[tuple[str, str | Promise]]:
    """What the officer may do now, the first thing first."""
    case, today = incident.case, clock.today()
    if State(case.state) in FINAL:
        return []
    names: list[str] = []
    if can_lead(by, on=today):
        names += _of_coordinator(incident, by)
    if case.step == APPROVE and can_close_cyber(incident, by, on=today) and not incident.merged_into_id:
        names += ["dong", "tra-lai"]
    if can_work_on(incident, by, on=today):
        names += WORK
    return [(name, DEEDS[name].label) for name in names]


def _of_coordinator(incident: CyberIncident, by: Actor) -> list[str]:
    case = incident.case
    if case.agency_id != by.agency_id:
        return ["nhan-ve"]
    if incident.merged_into_id:
        return ["tach"]
    names = list(OF_STEP.get(case.step or "verify", ()))
    if incident.reporter_id == by.user_id and "khong-phai" in names:
        names.remove("khong-phai")
    if case.step not in ("", "verify", "classify"):
        names.append("phan-loai")
    return [*names, "gop"]
