"""What a draft still lacks before it may be published, in sentences for its author."""

from tinhso.lib.forms import FormDefinition, logic
from tinhso.lib.forms.check import faults_of
from tinhso.lib.money.fees import fee_faults, is_owed
from tinhso.onestop.models import ProcedureVersion

ORDER = ("forward", "assign", "examine", "sign", "issue", "hand_over")
NEEDED = ("examine", "sign", "issue", "hand_over")


def draft_faults(version: ProcedureVersion) -> list[str]:
    """Every fault of form, papers, process, fees and texts; empty when it may be published."""
    form = FormDefinition.unchecked(version.form)
    found = faults_of(form)
    empty = [step.title for step in form.steps if not list(step.fields)]
    found += [f"Bước “{title}” chưa có câu hỏi." for title in empty]
    known = set(form.fields) | {f"{f.id}.{part}" for f in form.fields.values() for part in ("unit",)}
    for paper in version.papers:
        asked = {name.split(".")[0] for name in logic.names(paper.get("show_if"))}
        found += [
            f"Giấy tờ “{paper['name']}”: điều kiện hỏi “{name}”, biểu mẫu không có câu này."
            for name in sorted(asked - known)
        ]
    found += process_faults(version) + fee_faults(version.fees, otherwise=version.fee_due)
    found += _fees_unknown(version, known)
    texts = {
        "result_name": "kết quả thực hiện",
        "source": "nguồn của nội dung",
        "order_text": "trình tự thực hiện",
    }
    found += [f"Chưa ghi {words}." for name, words in texts.items() if not getattr(version, name).strip()]
    return found


def _fees_unknown(version: ProcedureVersion, known: set[str]) -> list[str]:
    """Questions that fees ask and the form does not have; a time to pay without anything to pay."""
    found = []
    for fee in version.fees:
        conditions = [fee.get("when"), *(one.get("when") for one in fee.get("exempt", []))]
        asked = {name.split(".")[0] for c in conditions if isinstance(c, dict) for name in logic.names(c)}
        asked |= {fee["quantity"]} if fee.get("quantity") else set()
        asked |= {fee["late"]["since"].split(".")[0]} if "late" in fee else set()
        found += [
            f"Khoản thu “{fee['name']}”: hỏi “{name}”, biểu mẫu không có câu này."
            for name in sorted(asked - known)
        ]
    if version.fee_due and not any(is_owed(fee) for fee in version.fees):
        found.append("Đã chọn thời điểm nộp phí nhưng chưa có khoản thu nào phải nộp.")
    return found


def process_faults(version: ProcedureVersion) -> list[str]:
    """The steps that the program cannot go without, in the order in which it goes, with times that add up to one."""
    acts = [step["act"] for step in version.process]
    if not acts:
        return ["Quy trình chưa có bước nào."]
    found = []
    if abs(sum(step["share"] for step in version.process) - 1) > 1e-6:
        found.append("Phần thời gian của các bước phải cộng lại bằng 100%.")
    if version.settled_in:
        return found
    words = {
        "examine": "thẩm định",
        "sign": "ký duyệt",
        "issue": "vào số, đóng dấu",
        "hand_over": "trả kết quả",
    }
    found += [f"Quy trình thiếu bước {words[act]}." for act in NEEDED if act not in acts]
    known = [act for act in acts if act in ORDER]
    if known != sorted(known, key=ORDER.index):
        found.append("Các bước theo thứ tự: chuyển, phân công, thẩm định, ký duyệt, vào số, trả kết quả.")
    return found
