from tinhso.casework.public import Process, Step
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head

CODE = "phan-anh"
STEPS = (
    Step("route", "Phân loại, chuyển xử lý", DeskOfficer.code, "desk", "route", 0.15),
    Step("assign", "Phân công", Head.code, "agency", "assign", 0.15),
    Step("handle", "Kiểm tra, xử lý", Examiner.code, "agency", "answer", 0.55),
    Step("publish", "Duyệt trả lời", DeskOfficer.code, "desk", "publish", 0.15),
    Step("close", "Đã trả lời", DeskOfficer.code, "desk", "close", 0.0),
)


def report_process() -> Process:
    """The numbered steps of every report, made the first time that one needs them."""
    steps = [vars(step) for step in STEPS]
    return Process.objects.get_or_create(
        code=CODE, version=1, defaults={"steps": steps, "source": "Quy trình nội bộ, chưa kiểm chứng"}
    )[0]
