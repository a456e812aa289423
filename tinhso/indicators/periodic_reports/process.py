"""How a periodic report goes: an officer writes, the head sends, the receiving agency accepts or gives it back."""

from collections.abc import Sequence
from dataclasses import asdict

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.indicators.models import PeriodicReport
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.lib.periods import Period

KIND = "periodic_report"
WRITE, SEND, RECEIVE = "write", "send", "receive"
STEPS = (
    Step(WRITE, "Soạn báo cáo", Examiner.code, "agency", "write_report", 0.8),
    Step(SEND, "Duyệt, gửi báo cáo", Head.code, "agency", "send_report", 0.2),
    Step(RECEIVE, "Chờ cơ quan nhận", Examiner.code, "desk", "receive_report"),
    Step("close", "Đã nhận", Examiner.code, "desk", "receive_report"),
)


def process() -> Process:
    """Made when the first report is opened."""
    given = {
        "steps": [asdict(step) for step in STEPS],
        "source": "Quy trình báo cáo định kỳ của hệ thống này",
    }
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def report_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the worklist says of a report: of which period it is. One query."""
    rows = PeriodicReport.objects.filter(pk__in=case_ids).values_list("pk", "period")
    return {pk: RowDetails(who=Period.parse(code).label) for pk, code in rows}
