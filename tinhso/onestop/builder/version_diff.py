"""What a draft changes against the version before it, each line by kind with its weight in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.site.shapes import Tone
from tinhso.lib.forms import Weight, changes
from tinhso.onestop.catalogue.form_lineage import follows
from tinhso.onestop.models import ProcedureVersion

WEIGHTS = {
    Weight.SAFE: gettext_lazy("An toàn"),
    Weight.MIGRATION: gettext_lazy("Cần chuyển hồ sơ"),
    Weight.REFUSED: gettext_lazy("Từ chối"),
}
TONES: dict[Weight, Tone] = {Weight.SAFE: "ok", Weight.MIGRATION: "soon", Weight.REFUSED: "late"}
KINDS = {
    "label": gettext_lazy("Đổi nhãn"),
    "added": gettext_lazy("Thêm câu hỏi"),
    "added_required": gettext_lazy("Thêm câu hỏi bắt buộc"),
    "removed": gettext_lazy("Bỏ câu hỏi"),
    "reused": gettext_lazy("Dùng lại mã cũ: từ chối"),
    "type": gettext_lazy("Đổi kiểu câu hỏi: từ chối, hãy thêm câu hỏi mới"),
    "condition": gettext_lazy("Đổi điều kiện hiện câu hỏi"),
    "required": gettext_lazy("Câu hỏi trở thành bắt buộc"),
    "optional": gettext_lazy("Câu hỏi thôi bắt buộc"),
    "tighter": gettext_lazy("Giới hạn chặt hơn"),
    "wider": gettext_lazy("Giới hạn rộng hơn"),
    "parts": gettext_lazy("Đổi các ô của câu hỏi"),
    "choice_added": gettext_lazy("Thêm lựa chọn"),
    "choice_removed": gettext_lazy("Bỏ lựa chọn"),
    "layout": gettext_lazy("Cách trình bày biểu mẫu"),
    "paper": gettext_lazy("Thành phần hồ sơ"),
    "process": gettext_lazy("Quy trình"),
    "fee": gettext_lazy("Phí, lệ phí"),
    "other": gettext_lazy("Nội dung khác"),
}
COLUMNS = {
    "time_limits": gettext_lazy("Đổi thời hạn giải quyết; hồ sơ đã tiếp nhận giữ hạn đã hẹn."),
    "fee_due": gettext_lazy("Đổi thời điểm nộp phí; khoản đã yêu cầu nộp giữ nguyên."),
    "settled_in": gettext_lazy("Đổi nơi giải quyết; hồ sơ đang mở ở nơi cũ cho đến khi được chuyển."),
    "legal_basis": gettext_lazy("Đổi căn cứ pháp lý."),
    "result_name": gettext_lazy("Đổi tên kết quả."),
    "subjects": gettext_lazy("Đổi đối tượng thực hiện."),
    "channels": gettext_lazy("Đổi cách nộp."),
    "order_text": gettext_lazy("Đổi trình tự thực hiện."),
    "manner_text": gettext_lazy("Đổi cách thức thực hiện."),
    "conditions_text": gettext_lazy("Đổi yêu cầu, điều kiện."),
    "agency_text": gettext_lazy("Đổi cơ quan thực hiện."),
    "source": gettext_lazy("Đổi nguồn của nội dung."),
}


HEAVY = {"settled_in"}  # columns whose change open dossiers feel only when they are migrated


@dataclass(frozen=True)
class Line:
    """One change: what kind, what it means, in words."""

    kind: str
    weight: Weight
    sentence: str

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])

    @property
    def weight_words(self) -> str:
        return str(WEIGHTS[self.weight])

    @property
    def tone(self) -> Tone:
        return TONES[self.weight]


def version_changes(former: ProcedureVersion | None, draft: ProcedureVersion) -> list[Line]:
    """Every change, the gravest first; empty for a first version. BadForm while the draft's form has faults."""
    if former is None:
        return []
    found = _form(former, draft)
    found += _papers(former, draft) + _process(former, draft) + _fees(former, draft)
    for column, words in COLUMNS.items():
        if getattr(former, column) != getattr(draft, column):
            weight = Weight.MIGRATION if column in HEAVY else Weight.SAFE
            found.append(Line("other", weight, str(words)))
    gravity = [Weight.REFUSED, Weight.MIGRATION, Weight.SAFE]
    return sorted(found, key=lambda line: gravity.index(line.weight))


def _form(former: ProcedureVersion, draft: ProcedureVersion) -> list[Line]:
    if not follows(former, draft):
        return []
    found = [Line(c.kind, c.weight, c.sentence) for c in changes(former.definition, draft.definition)]
    if not found and _laid_out(former) != _laid_out(draft):
        words = _("Đổi thứ tự, tiêu đề hoặc lời dẫn của biểu mẫu; câu hỏi giữ nguyên.")
        found.append(Line("layout", Weight.SAFE, words))
    return found


def _laid_out(version: ProcedureVersion) -> dict[str, Any]:
    """What people see of the form, without its name and number."""
    return {k: v for k, v in version.definition.to_json().items() if k not in ("id", "version", "retired")}


def _papers(former: ProcedureVersion, draft: ProcedureVersion) -> list[Line]:
    was, now = ({p["id"]: p for p in v.papers} for v in (former, draft))
    found = []
    for key, paper in now.items():
        if key not in was:
            need = paper.get("required", True) and not paper.get("made")
            words = _("Thêm giấy tờ bắt buộc “%(n)s”.") if need else _("Thêm giấy tờ “%(n)s”.")
            found.append(
                Line("paper", Weight.MIGRATION if need else Weight.SAFE, words % {"n": paper["name"]})
            )
        elif paper != was[key]:
            found.append(Line("paper", Weight.SAFE, _("Sửa giấy tờ “%(n)s”.") % {"n": paper["name"]}))
    for key in was.keys() - now.keys():
        words = _("Bỏ giấy tờ “%(n)s”; tệp đã nộp vẫn ở trong hồ sơ.") % {"n": was[key]["name"]}
        found.append(Line("paper", Weight.MIGRATION, words))
    return found


def _fees(former: ProcedureVersion, draft: ProcedureVersion) -> list[Line]:
    """By the name of the fee; what was asked of a dossier stays as it was asked."""
    was, now = ({fee["name"]: fee for fee in v.fees} for v in (former, draft))
    lines = [(_("Thêm khoản thu “%(n)s”."), name) for name in now if name not in was]
    lines += [(_("Bỏ khoản thu “%(n)s”; khoản đã yêu cầu nộp giữ nguyên."), n) for n in was if n not in now]
    for name in [name for name in now if name in was]:
        old, new = ({k: v for k, v in side[name].items() if k != "exempt"} for side in (was, now))
        if old != new:
            lines.append((_("Sửa khoản thu “%(n)s”; khoản đã yêu cầu nộp giữ nguyên."), name))
        if was[name].get("exempt", []) != now[name].get("exempt", []):
            lines.append((_("Đổi đối tượng được miễn khoản “%(n)s”."), name))
    return [Line("fee", Weight.SAFE, words % {"n": name}) for words, name in lines]


def _process(former: ProcedureVersion, draft: ProcedureVersion) -> list[Line]:
    was, now = ({s["key"]: s for s in v.process} for v in (former, draft))
    removed_steps = [
        Line("process", Weight.MIGRATION, _("Bỏ bước “%(n)s”.") % {"n": was[k]["label"]})
        for k in was
        if k not in now
    ]
    new = [
        Line("process", Weight.SAFE, _("Thêm bước “%(n)s”.") % {"n": now[k]["label"]})
        for k in now
        if k not in was
    ]
    found = removed_steps + new
    for key in now.keys() & was.keys():
        if any(was[key][n] != now[key][n] for n in ("role", "place", "act")):
            words = _("Bước “%(n)s” do người khác làm.") % {"n": now[key]["label"]}
            found.append(Line("process", Weight.MIGRATION, words))
        elif was[key] != now[key]:
            words = _("Sửa bước “%(n)s”.") % {"n": now[key]["label"]}
            found.append(Line("process", Weight.SAFE, words))
    return found
