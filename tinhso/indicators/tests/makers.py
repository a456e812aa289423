"""Makers: cases as rows to count, a measure over them, and an indicator of that measure."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from tinhso.casework.public import Case
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.declare import Measure
from tinhso.lib.periods import Period

NOW = datetime(2024, 3, 8, 9, 0, tzinfo=HANOI)
RATE: dict[str, Any] = {
    "name": "Tỷ lệ đúng hạn",
    "address": "ty-le",
    "unit": "%",
    "group": "Thử",
    "source": "thử",
    "numerator": "test.settled[timeliness=early|on_time]",
    "numerator_words": "Đúng hạn",
    "denominator": "test.settled",
    "denominator_words": "Có kết quả",
    "factor": 100,
    "decimals": 2,
    "direction": "up",
}
SETTLED = Measure(
    code="test.settled",
    name="Có kết quả",
    unit="việc",
    rows=lambda: Case.objects.filter(settled_at__isnull=False),
    counts_on="settled_at",
    agency="agency",
    place="place",
    dims=(("timeliness", "timeliness"), ("source", "source")),
    row_label="code",
)
OPEN = Measure(
    code="test.open",
    name="Đang giải quyết",
    unit="việc",
    rows=Case.objects.all,
    counts_on="opened_at",
    ends_on="settled_at",
    agency="agency",
)
RATED = Measure(
    code="test.rated",
    name="Điểm",
    unit="điểm",
    rows=lambda: Case.objects.filter(rating__isnull=False),
    counts_on="opened_at",
    value="rating",
)


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), HANOI) + timedelta(hours=hour)


def make_case(town: Any, settled: str | None, timeliness: str = "on_time", **more: Any) -> Case:
    """A case of agency A, opened on 02/01/2024 unless told, with a result on that day."""
    values: dict[str, Any] = {"agency": town.agency_a, "place": town.commune, "opened_at": at("2024-01-02")}
    values |= {
        "state": "in_progress",
        "step": "examine",
        "submitted_at": at("2024-01-02"),
        "source": "counter",
    }
    if settled:
        values |= {"settled_at": at(settled), "timeliness": timeliness}
    values |= more
    values.setdefault("first_due_at", values.get("due_at"))
    return Case.objects.create(code=str(uuid4()), kind="test", title="Việc", **values)


def make_version(code: str = "test.rate", **changes: Any) -> IndicatorVersion:
    address = changes.get("address", code.replace(".", "-"))
    indicator, _ = Indicator.objects.get_or_create(code=code, defaults={"address": address})
    number = indicator.versions.count() + 1
    content = {name: value for name, value in (RATE | changes).items() if value is not None}
    return IndicatorVersion.objects.create(
        indicator=indicator, number=number, content=content, digest=str(number), known_at=NOW
    )


def period(code: str) -> Period:
    return Period.parse(code)
