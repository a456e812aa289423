"""Open data of the demo: invented decisions list exactly 234 datasets, in stages, and all of them are opened.

The program's own tables come first, those that have rows; invented ones (`open_sets`) fill the number up. Their files are
written by the slow worker after the start, a job each.
"""

from datetime import date, datetime, time, timedelta

from tinhso.demo.opendata.sets import SUCCESSORS, OpenSet, open_sets
from tinhso.kernel.events.public import job
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.declare import OpenTable, all_of
from tinhso.opendata.public import Dataset, draft_dataset, enter_open_list, load_open_data, open_dataset

EXACTLY = 234  # the account of the year: 234 open datasets as of 08/03/2024
# Each stage: the decision's number, the day it was signed, the day its datasets were opened, and up to which year of data.
STAGES = (
    ("0001/QĐ-UBND (mô phỏng)", date(2021, 12, 15), date(2022, 1, 10), 2020),
    ("0002/QĐ-UBND (mô phỏng)", date(2022, 12, 20), date(2023, 1, 9), 2021),
    ("0003/QĐ-UBND (mô phỏng)", date(2023, 8, 15), date(2023, 9, 5), 2022),
)
LAST = "0000/QĐ-UBND (mô phỏng)"


def open_everything(*, now: datetime, exactly: int = EXACTLY) -> int:
    """How many were opened; the workers write their data as soon as they run."""
    load_open_data(by=SYSTEM, now=now)
    filled = {table.code for table in all_of(OpenTable) if table.rows()[:1]}
    datasets = list(Dataset.objects.filter(table__in=filled))
    invented = open_sets()[: max(0, exactly - len(datasets))]
    made = {one: _drafted(one, now) for one in invented}
    Dataset.objects.update(synthetic=True)
    rest = dict(made)
    for number, signed, opened, year in STAGES:
        part = [rest.pop(one) for one in invented if one in rest and one.year <= year]
        _list_and_open(number, signed, datetime.combine(opened, time(9), HANOI), part, now)
    signed = now.date() - timedelta(days=30)
    _list_and_open(LAST, signed, now - timedelta(days=20), [*datasets, *rest.values()], now)
    for dataset in made.values():
        job("demo.write_open_data").defer(slug=dataset.slug)
    return len(datasets) + len(made)


def _list_and_open(
    number: str, signed: date, opened: datetime, datasets: list[Dataset], now: datetime
) -> None:
    if not datasets:
        return
    enter_open_list(
        number=number,
        signed_on=signed,
        title="Ban hành Danh mục dữ liệu mở của tỉnh (DỮ LIỆU MÔ PHỎNG)",
        stage_from=signed,
        stage_to=now.date() + timedelta(days=3 * 365),
        datasets=datasets,
        by=SYSTEM,
        now=opened,
        synthetic=True,
    )
    for dataset in datasets:
        open_dataset(dataset=dataset, ver=dataset.ver, by=SYSTEM, now=opened)


def _drafted(one: OpenSet, now: datetime) -> Dataset:
    content = {
        "title": one.title,
        "slug": one.slug,
        "description": one.description,
        "theme": one.theme,
        "keywords": list(one.keywords),
        "months": one.months,
        **_period(one),
    }
    return draft_dataset(agency=_publisher(one.agency, now.date()), content=content, by=SYSTEM, now=now)


def _period(one: OpenSet) -> dict[str, object]:
    """The series of a set that there is for several years, and the days that it tells of."""
    if "{năm}" not in one.series:
        return {}
    found: dict[str, object] = {"series": one.series_title, "series_order": one.year}
    if not one.is_school_year and "giai đoạn" not in one.series:
        found |= {"temporal_from": f"{one.year}-01-01", "temporal_to": f"{one.year}-12-31"}
    return found


def _publisher(code: str, day: date) -> Agency:
    """The agency, or the one that has its duties on that day."""
    standing = Agency.objects.on(day)
    return standing.filter(code=code).first() or standing.get(code=SUCCESSORS[code])
