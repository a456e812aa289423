"""Thirty codes for each of the two days, drawn once (seed 20260718), their values written down from the source file.

Agency, first paper with its originals, limit and fee of the first channel stand in `drawn_codes.csv` as a script of its own
took them from the file of the national database, not through the program. The level is the program's own, by its dated
rules: it is held still here, not proved.
"""

import csv
from datetime import date, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.data import reading
from tinhso.onestop.tests.makers import SERVICES, make_instance, make_rules

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
with (Path(__file__).parent / "drawn_codes.csv").open(encoding="utf-8", newline="") as lines:
    DRAWN = list(csv.DictReader(lines))
CODES = {row["code"] for row in DRAWN}
UNKNOWN_LIMIT = "nguồn"


@pytest.fixture(scope="module")
def _drawn_catalogue(django_db_setup, django_db_blocker):
    """The drawn procedures alone, loaded once; versions by hand are of other codes."""
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    rows = [row for row in reading.procedures() if row.code in CODES or row.code in everyday]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        from django.db import transaction  # noqa: PLC0415 - only once the database may be touched

        patch.setattr(reading, "procedures", lambda: rows)
        with transaction.atomic():
            load_catalogue(by=SYSTEM, now=datetime(2024, 3, 8, 9, tzinfo=HANOI), services=SERVICES)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def page_of(_drawn_catalogue, db, client, monkeypatch):
    make_rules()
    make_instance()

    def open_page(row):
        day = datetime.combine(date.fromisoformat(row["day"]), datetime.min.time(), HANOI).replace(hour=9)
        monkeypatch.setattr(clock, "now", lambda: day)
        answer = client.get(f"/thu-tuc/{row['code']}/")
        assert answer.status_code == 200, row["code"]
        return unescape(answer.content.decode())

    return open_page


@pytest.mark.long
@pytest.mark.parametrize("day", ["2024-03-08", "2026-11-28"])
def test_thirty_drawn_codes_show_what_the_source_says(page_of, day):
    drawn = [row for row in DRAWN if row["day"] == day]
    assert len(drawn) == 30
    wrong = []
    for row in drawn:
        page = page_of(row)
        expected = [
            row["level"],
            row["agency"],
            row["paper"],
            row["fee"],
            "CSDL quốc gia về TTHC, bản ngày 18/7/2026",
        ]
        if row["originals"] not in ("", "0"):
            expected.append(f"{row['originals']} bản chính")
        if row["limit"] != UNKNOWN_LIMIT:
            expected.append(row["limit"])
        wrong += [(row["code"], words) for words in expected if words not in page]
        if ("Nội dung theo bản 2026, dùng minh họa" in page) != (day == "2024-03-08"):
            wrong.append((row["code"], "minh họa"))
    assert wrong == []


@pytest.mark.long
def test_what_has_a_code_of_2025_is_not_there_in_march_2024(page_of, client):
    later = [row for row in DRAWN if row["day"] != "2024-03-08" and row["code"] >= "1.013"][:5]
    assert later
    page_of(DRAWN[0])
    assert {client.get(f"/thu-tuc/{row['code']}/").status_code for row in later} == {404}
