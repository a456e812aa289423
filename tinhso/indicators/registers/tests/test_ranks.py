"""Published ranks as figures: of the year that was assessed, and of no other."""

from datetime import date
from decimal import Decimal

import pytest

from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Compared, Figure
from tinhso.indicators.loading.actions.load_indicators import load_indicators
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.tests.makers import NOW, make_version
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ranks(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for index, year, rank, n in (("dti", 2020, 50, 63), ("dti", 2022, 15, 63), ("ict", 2022, 15, None)):
        known = {"assessed_year": year, "rank": rank, "n": n, "published_year": year + 1, "source": "thử"}
        enter_rank(index=index, by=SYSTEM, now=NOW, **known)
    load_indicators(by=SYSTEM, now=NOW)
    refresh_cells(now=NOW, every=True)


@pytest.mark.long
@pytest.mark.parametrize(
    ("address", "year", "expected"),
    [
        ("xep-hang-dti", 2022, "15"),
        ("xep-hang-dti", 2020, "50"),
        ("so-tinh-xep-hang-dti", 2022, "63"),
        ("xep-hang-ict", 2022, "15"),
        ("xep-hang-dti", 2021, "chưa có số liệu"),
    ],
)
def test_a_rank_stands_in_the_year_that_was_assessed(client, address, year, expected):
    page = client.get(f"/so-lieu/{address}/?ky={year}")
    assert page.status_code == 200
    assert f'<p class="value">{expected}' in page.content.decode()


@pytest.mark.long
def test_a_year_to_date_has_no_rank_and_no_tile(client):
    assert date(2024, 3, 8) == NOW.date()
    assert "chưa có số liệu" in client.get("/so-lieu/xep-hang-dti/").content.decode()
    assert "xep-hang-dti" not in client.get("/so-lieu/").content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("unit", "before", "now", "expected"),
    [
        ("bộ", 2, 43, "cùng kỳ 2, thêm 41 bộ"),
        ("bộ", 20, 430, "cùng kỳ 20, gấp 21,5 lần"),
        ("bộ", 20, 47, "cùng kỳ 20, +135,00%"),
        ("bộ", 20, 20, "cùng kỳ 20, không đổi"),
        ("thứ hạng", 12, 15, "cùng kỳ 12, giảm 3 bậc"),
        ("thứ hạng", 50, 15, "cùng kỳ 50, tăng 35 bậc"),
    ],
)
def test_a_rank_is_won_or_lost_in_places_and_growth_many_times_over_is_told_in_times(
    unit, before, now, expected
):
    version = make_version(
        "test.one", unit=unit, denominator=None, factor=None, decimals=0, numerator="test.one"
    )
    values = [
        Figure(version, Period.parse(code), Decimal(value), Decimal(value), None, 1, 0)
        for code, value in (("2023", now), ("2022", before))
    ]
    assert wording.comparison(Compared(*values)) == expected
