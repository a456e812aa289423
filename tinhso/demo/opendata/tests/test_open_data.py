"""The demo's open data: exactly as many as the account tells, real rows in every format, of nobody."""

from collections import Counter

import pytest

from tinhso.demo.opendata import open_data
from tinhso.demo.opendata.places import Place, Places
from tinhso.demo.opendata.sets import open_sets
from tinhso.lib.tables import intake
from tinhso.lib.tables.any_file import take_in_file
from tinhso.lib.tables.scan import scan_table

DISTRICTS = tuple(f"Huyện {number}" for number in range(1, 28))
PLACES = Places(
    DISTRICTS, tuple(Place(DISTRICTS[n % 27], f"Xã {n}", 19.4 + n / 120, 104.8 + n / 120) for n in range(120))
)
EACH = {one.format: one for one in open_sets()}


def test_there_are_enough_invented_sets_each_with_an_address_of_its_own():
    sets = open_sets()
    assert len(sets) >= open_data.EXACTLY and len({one.slug for one in sets}) == len(sets)
    assert {one.format for one in sets} >= {"csv-1258", "preamble", "csv-ragged", "csv-newline", "csv-dates"}
    assert len({one.theme for one in sets}) == 12 and len({one.agency for one in sets}) > 12


def read(one, folder):
    outcome = take_in_file(one.write(PLACES, folder), folder, threads=1, step=lambda word: None)
    with intake.connect(folder, "256MB", 1) as connection:
        found = scan_table(connection, outcome.plan.columns)
        first = connection.execute("select * from data limit 1").fetchall()
    return outcome, found, first


@pytest.mark.long
@pytest.mark.parametrize("format", sorted(EACH))
def test_each_format_is_read_whole_or_told_and_names_nobody(format, tmp_path):
    one = EACH[format]
    outcome, found, first = read(one, tmp_path)
    assert outcome.rows > 10 and not found and first
    headings = [column.heading for column in outcome.plan.columns]
    if format in {"csv", "csv-1258", "csv-vn", "preamble", "xlsx"}:
        assert headings == [column.split("=")[0] for column in one.columns.split("|")]
    assert (outcome.rejected > 0) == (format in {"preamble", "csv-ragged"})


@pytest.mark.long
@pytest.mark.parametrize("format", ["csv-vn", "xlsx", "parquet"])
def test_the_same_set_is_written_the_same_twice(format, tmp_path):
    one = EACH[format]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert one.write(PLACES, tmp_path / "a").read_bytes() == one.write(PLACES, tmp_path / "b").read_bytes()


@pytest.mark.long
def test_no_invented_set_tells_of_people_or_is_empty(tmp_path):
    for number, one in enumerate(open_sets()):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcome, found, _ = read(one, folder)
        assert outcome.rows and not found, one.slug


def test_the_demo_opens_exactly_234_each_by_a_line(demo):
    from tinhso.opendata.models import Dataset, OpenDataLine, OpenDataList

    opened = Dataset.objects.filter(state="open")
    assert opened.count() == open_data.EXACTLY
    assert all(opened.values_list("synthetic", flat=True))
    assert OpenDataLine.objects.filter(dataset__in=opened).count() == open_data.EXACTLY
    assert OpenDataList.objects.count() == 4 and len(set(opened.values_list("publisher", flat=True))) > 10
    years = Counter(moment.year for moment in opened.values_list("opened_at", flat=True))
    assert sum(years.values()) == open_data.EXACTLY and len(years) >= 3


def test_the_worker_writes_a_set_once_and_the_figure_counts_it(demo, settings, tmp_path):
    from tinhso.demo.tasks import write_open_data
    from tinhso.opendata.measures import MEASURES
    from tinhso.opendata.models import Dataset

    settings.OPEN_DATA_ROOT = tmp_path
    before = MEASURES[0].rows().count()
    slug = next(one.slug for one in open_sets() if one.format == "xlsx")  # the last ones fill up no more
    write_open_data(slug=slug)
    write_open_data(slug=slug)
    dataset = Dataset.objects.get(slug=slug)
    assert dataset.versions.count() == 1 and dataset.current.original_name.endswith(".xlsx")
    assert MEASURES[0].rows().count() == before + 1 and dataset.public_description.startswith(
        "DỮ LIỆU MÔ PHỎNG"
    )
