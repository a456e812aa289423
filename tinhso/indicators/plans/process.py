"""How a task of a plan goes: the agency does it and reports, the plan's owner confirms that it is done."""

from dataclasses import asdict

from tinhso.casework.public import Process, Step
from tinhso.kernel.people.roles import Examiner, Head

KIND = "plan_task"
DO, CONFIRM = "do", "confirm"
STEPS = (
    Step(DO, "Thực hiện, báo cáo tiến độ", Examiner.code, "agency", "report", 1.0),
    Step(CONFIRM, "Chờ xác nhận hoàn thành", Head.code, "desk", "confirm"),
    Step("close", "Đã xác nhận", Head.code, "desk", "confirm"),
)


def process() -> Process:
    """Made when the first task is given."""
    given = {
        "steps": [asdict(step) for step in STEPS],
        "source": "Quy trình theo dõi nhiệm vụ của hệ thống này",
    }
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]
