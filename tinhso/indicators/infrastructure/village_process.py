"""How a village without signal goes: the focal agency follows the operator, its head confirms that there is signal."""

from collections.abc import Sequence
from dataclasses import asdict

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.indicators.models import SignalVillage
from tinhso.kernel.people.roles import Examiner, Head

KIND = "signal_village"
FOLLOW, CONFIRM = "follow", "confirm"
STEPS = (
    Step(FOLLOW, "Theo dõi doanh nghiệp phủ sóng", Examiner.code, "agency", "report", 1.0),
    Step(CONFIRM, "Chờ xác nhận đã có sóng", Head.code, "agency", "confirm"),
    Step("close", "Đã xác nhận", Head.code, "agency", "confirm"),
)


def process() -> Process:
    """Made when the first village is entered."""
    given = {
        "steps": [asdict(step) for step in STEPS],
        "source": "Quy trình theo dõi thôn chưa có sóng của hệ thống này",
    }
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def village_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the worklist says of villages: the commune and who is asked. One query."""
    rows = SignalVillage.objects.filter(pk__in=case_ids).values_list("pk", "place__name", "operator__name")
    return {pk: RowDetails(who=f"{place} · {operator}") for pk, place, operator in rows}
