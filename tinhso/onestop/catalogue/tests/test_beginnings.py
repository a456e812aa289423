"""What was there on 08/03/2024 is judged by dated data with a source, not by constants of the program."""

from datetime import date

from tinhso.onestop.data.national.beginnings import (
    SOURCE,
    begins_later,
    code_is_later,
    last_day,
    listed_later,
)
from tinhso.onestop.data.reading import rows


def test_each_day_and_number_by_which_it_is_judged_names_its_source():
    judged = rows("national/beginnings.csv")
    assert {row["what"] for row in judged} == {"last_day", "first_later_code", "listed_later"}
    assert all(row["value"] and row["source"] for row in judged)
    assert SOURCE.is_file()


def test_a_law_of_after_the_last_day_and_a_code_given_later_are_later():
    assert last_day() < listed_later()
    law = {"number": "31/2024/QH15", "title": "Luật Đất đai 31/2024/QH15 ngày 18/01/2024"}
    assert not begins_later({"legal_basis": [law]})
    assert begins_later({"legal_basis": [law | {"title": "Nghị định ngày 29/7/2024"}]})
    assert [code_is_later(code) for code in ("1.000001", "1.012400", "2.002619", "9.000001")] == [
        False,
        True,
        False,
        True,
    ]
    assert last_day() == date(2024, 3, 8)
