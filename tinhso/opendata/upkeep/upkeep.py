"""The two clocks of a dataset: brought up to date within three months of a change, looked over every six months.

A reminder is a case on the worklist of the agency's data officer, opened fourteen days before the day.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.clock import HANOI
from tinhso.opendata.models import Dataset, Upkeep

KIND = "open_data"
BEFORE = timedelta(days=14)
REVIEW_MONTHS = 6
LAW = "NĐ 47/2020/NĐ-CP, Điều 20"
STEPS = (
    Step("keep", "Cập nhật hoặc rà soát bộ dữ liệu", DataOfficer.code, "agency", "keep_data", 1.0),
    Step("close", "Đã xong", DataOfficer.code, "agency", "keep_data"),
)


def process() -> Process:
    """Made with the first reminder."""
    given = {"steps": [asdict(step) for step in STEPS], "source": LAW}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, day.day - back)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def due_days(dataset: Dataset) -> dict[str, date]:
    """When the clocks of an open dataset end; what a system fills is brought up to date by itself."""
    found: dict[str, date] = {}
    if dataset.reviewed_on:
        found[Upkeep.Kind.REVIEW] = months_later(dataset.reviewed_on, REVIEW_MONTHS)
    changes = dataset.frequency != "NEVER" and not dataset.table
    if changes and dataset.current:
        last = dataset.current.published_at.astimezone(HANOI).date()
        found[Upkeep.Kind.UPDATE] = months_later(last, dataset.months)
    return found


def upkeep_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the worklist says beside a reminder: what it is for. One query."""
    rows = Upkeep.objects.filter(case_id__in=case_ids).select_related("dataset")
    return {row.case_id: RowDetails(who=row.dataset.title) for row in rows}
