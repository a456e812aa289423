"""The demo's years by plain SQL, written apart from the indicators: the rates, the months, the agencies."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

OF_2024 = pytest.mark.parametrize("_loaded_demo", [False], ids=["2024"], indirect=True, scope="module")

RATE = """
select count(*), count(*) filter (where c.timeliness in ('early', 'on_time'))
from casework_case c join onestop_dossier d on d.case_id = c.id
where c.accepted_at is not null and c.timeliness <> '' and c.settled_at >= timestamptz '2023-01-01 00:00+07'
  and c.settled_at < timestamptz '2024-01-01 00:00+07'
"""
STRICT = RATE.replace("c.timeliness in ('early', 'on_time')", "c.settled_at <= c.first_due_at")
AGENCIES = """
select a.level, count(*), count(*) filter (where c.timeliness <> 'late')
from casework_case c join people_agency a on a.id = c.agency_id join onestop_dossier d on d.case_id = c.id
where c.accepted_at is not null and c.timeliness <> '' and extract(year from c.settled_at at time zone 'Asia/Ho_Chi_Minh') = 2023
group by a.level, a.id
"""
TRUE_CLOCKS = """
select count(*) from casework_case c join casework_clock k on k.case_id = c.id and k.stopped_at = c.settled_at
where c.timeliness <> '' and (c.timeliness = 'late') <> (c.settled_at > k.due_at)
"""


FILED = """
select p.code, count(*) from onestop_dossier d join onestop_procedureversion v on v.id = d.version_id
join onestop_procedure p on p.id = v.procedure_id group by 1
"""
UNREGISTERED = """
select count(*) from casework_case c join onestop_dossier d on d.case_id = c.id
join onestop_procedureversion v on v.id = d.version_id join onestop_procedure p on p.id = v.procedure_id
where p.code in ('1.001193', '1.000894', '1.000656') and c.outcome = 'granted' and not exists (
  select 1 from onestop_linkedpart l where l.dossier_id = c.id and l.state = 'settled' and l.number <> '')
"""
ACCOUNT = [
    "97,61%",
    "872 dịch vụ",
    "890 dịch vụ",
    "4.900 tỷ đồng",
    "102,42%",
    "102,08%",
    "47 xã",
    "94 xã",
    "132 xã",
    "434 máy",
    "954 máy",
    "940 máy",
    "464 sự cố",
]


PLAIN = {
    "select kind, count(*) from onestop_onlineservice where valid @> date '2024-03-08' group by 1 order by 1": [
        ("partly", 890),
        ("wholly", 872),
    ],
    """select count(*) from indicators_recognition r join indicators_criteriaset s on s.id = r.criteria_id
    where s.subject = 'commune' and r.decided_on <= '2024-03-08'
      and (r.ended_on is null or r.ended_on > '2024-03-08') and not exists (
        select 1 from indicators_recognition l
        where l.criteria_id = r.criteria_id and l.agency_id = r.agency_id and l.revision > r.revision)""": [
        (47,)
    ],
    """select value::int from indicators_plantarget where indicator = 'indicators.communes_recognised'
    and period in ('2022', '2023') order by period""": [(94,), (132,)],
    "select index, assessed_year, rank, n from indicators_externalrank where index in ('dti', 'ict') order by 1, 2": [
        ("dti", 2020, 15, 63),
        ("dti", 2021, 12, 63),
        ("dti", 2022, 15, 63),
        ("ict", 2020, 50, 63),
        ("ict", 2022, 15, 63),
    ],
}


def rows_of(sql: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def cents(part: int, whole: int) -> int:
    """Percent times a hundred, rounded half up, in whole numbers alone."""
    return (2 * 10_000 * part + whole) // (2 * whole)


@pytest.mark.long
@OF_2024
def test_the_told_rate_of_2023_comes_out(demo, client):
    """For other numbers of dossiers the plan gives it (`onestop/tests/test_plan.py`), and dossiers follow the plan."""
    [(whole, part)] = rows_of(RATE)
    assert cents(part, whole) == 9761
    page = client.get(reverse("figure", args=["dung-han"]), {"ky": "2023"})
    assert "97,61%" in page.content.decode()
    [(whole, strict)] = rows_of(STRICT)
    assert strict < part
    percent, rest = divmod(cents(strict, whole), 100)
    assert f"{percent},{rest:02}%" in page.content.decode()


@OF_2024
def test_the_year_has_all_months_and_levels_and_no_agency_that_is_always_late(demo):
    found = rows_of(AGENCIES)
    assert {level for level, _n, _part in found} == {"province", "district", "commune"}
    assert all(part / n > 0.8 for _level, n, part in found)
    months = rows_of(
        "select distinct to_char(settled_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') from casework_case"
    )
    wanted = {f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)}
    assert wanted <= {month for (month,) in months}
    assert rows_of(TRUE_CLOCKS) == [(0,)]


@OF_2024
def test_people_come_for_certified_copies_most_and_for_births_and_marriages_too(demo):
    """By the codes of the procedures alone, without the weights that drew them."""
    counts = dict(rows_of(FILED))
    assert max(counts, key=lambda code: counts[code]) in ("cxm-chung-thuc-ban-sao", "2.000815")
    births, marriages = counts["1.001193"] + counts.get("2.000986", 0), counts.get("1.000894", 0)
    assert births > marriages > 0
    assert counts.get("1.000656", 0) > 0  # deaths
    assert rows_of(UNREGISTERED) == [(0,)]


@pytest.mark.long
@OF_2024
def test_the_account_comes_out_of_the_report(demo, tmp_path):
    """Its revenue by plain SQL is in `test_post_figures.py`, its 234 sets of data in `test_open_data.py`."""
    assert {sql: rows_of(sql) for sql in PLAIN} == PLAIN
    call_command("report", "2023", "--out", str(tmp_path), "--format", "html")
    page = (tmp_path / "bao-cao-2023.html").read_text()
    text = re.sub(r'<span class="mark">.*?</span>|<[^>]+>', "", page)
    assert [sentence for sentence in ACCOUNT if sentence not in text] == []
    assert "công bố năm 2023: 15/63; giảm 3 bậc so với năm 2021 (12/63); năm 2020: 15/63." in text
    assert "công bố năm 2023: 15/63; tăng 35 bậc so với năm 2020 (50/63); năm 2021 không xếp hạng." in text
    assert "Hồ sơ đề xuất cấp độ của năm 2023 chưa được ghi nhận từng dòng" in text
