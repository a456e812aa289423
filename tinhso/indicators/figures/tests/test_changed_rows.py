"""A row that was changed by hand in the database is not printed: page, list, API, picture and files say so instead."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.town import tell_accounts
from tinhso.casework.proof.actions.compare_changed_rows import compare_changed_rows
from tinhso.casework.proof.actions.compare_rows import compare_rows
from tinhso.casework.proof.last_comparison import forget
from tinhso.casework.tests.makers import record_takeover
from tinhso.indicators.cells.actions.refresh_cells import refresh_cells
from tinhso.indicators.data import sources
from tinhso.indicators.reports.actions.move_report import open_report
from tinhso.indicators.reports.tests.test_report_files import SOURCE
from tinhso.indicators.tests import makers as make

pytestmark = pytest.mark.django_db
WORDS = "1 hồ sơ đang sai khác với sổ sự kiện, số này chưa dùng được"


@pytest.fixture
def cases(town, measures, monkeypatch):
    """Three cases of 2023, one of them late, two thirds in time; a report of that year is being written."""
    monkeypatch.setattr("tinhso.casework.proof.measured.all_of", lambda kind: measures)
    monkeypatch.setattr(sources, "report_data", lambda year: SOURCE)
    monkeypatch.setattr("tinhso.indicators.reports.source.report_data", lambda year: SOURCE)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: make.NOW)
    made = [
        make.make_case(town, f"2023-0{n}-10", how) for n, how in enumerate(("late", "on_time", "on_time"), 1)
    ]
    for case in made:
        record_takeover(case)
    tell_accounts()
    make.make_version(address="test-rate", of_people=False)
    open_report(year=2023, by=town.actor("sau"), now=make.NOW)
    refresh_cells(now=make.NOW, every=True)
    compare_rows(now=make.NOW)
    return made


def by_hand(case, sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"update casework_case set {sql} where id = %s", [*values, case.pk])  # noqa: S608
    refresh_cells(now=make.NOW, every=True)


def page_of(client, name: str = "figure", **asked: str) -> str:
    address = ["test-rate"] if name != "figures" else []
    return client.get(reverse(name, args=address), {"ky": "2023"} | asked).content.decode()


@pytest.mark.long
def test_the_page_the_list_the_answer_and_the_picture_tell_it_and_are_free_again(cases, client):
    assert "66,67%" in page_of(client)
    by_hand(cases[0], "settled_at = settled_at - interval '2 days'")
    compare_changed_rows(now=make.NOW)
    for page in (page_of(client), page_of(client, "picture_figure"), page_of(client, "embed_figure")):
        assert WORDS in page and "66,67%" not in page
        assert cases[0].code not in page, "the public is named no case"
    answer = client.get(reverse("api_figure", args=["test-rate"]), {"ky": "2023"}).json()
    assert (answer["value"], answer["numerator"], answer["state"]) == (None, None, "changed")
    assert answer["standing"] == WORDS
    by_hand(cases[0], "settled_at = settled_at + interval '2 days'")
    assert WORDS in page_of(client), "only another comparison knows that it is right again"
    compare_changed_rows(now=make.NOW)
    assert "66,67%" in page_of(client) and WORDS not in page_of(client)
    answer = client.get(reverse("api_figure", args=["test-rate"]), {"ky": "2023"}).json()
    assert (answer["state"], answer["standing"]) == ("matched", "")


def test_it_is_told_in_another_period_too_for_the_row_may_have_left_it(cases, client):
    by_hand(cases[0], "settled_at = settled_at - interval '1 year'")
    compare_changed_rows(now=make.NOW)
    assert WORDS in page_of(client) and WORDS in page_of(client, ky="2022")


@pytest.mark.long
def test_files_are_refused_with_the_same_words(cases, client):
    by_hand(cases[0], "timeliness = 'early'")
    compare_changed_rows(now=make.NOW)
    for address in (
        reverse("export_figure", args=["test-rate", "csv"]),
        reverse("export_figures", args=["sdmx.csv"]),
    ):
        answer = client.get(address)
        assert answer.status_code == 409 and WORDS in answer.content.decode()
    by_hand(cases[0], "timeliness = 'late'")
    compare_changed_rows(now=make.NOW)
    assert client.get(reverse("export_figure", args=["test-rate", "csv"])).status_code == 200


def test_cases_are_named_to_whoever_may_follow_them(cases, client, town):
    by_hand(cases[0], "timeliness = 'early'")
    compare_changed_rows(now=make.NOW)
    town.sign_in(client, "tra")
    assert cases[0].code in page_of(client)
    town.sign_in(client, "an")
    assert cases[0].code not in page_of(client)


def test_a_figure_that_counts_something_else_stays(cases, client):
    opened = {
        "numerator": "test.open",
        "denominator": None,
        "factor": None,
        "unit": "việc",
        "agg_time": "last",
    }
    make.make_version("test.opened", address="so-khac", **opened)
    by_hand(cases[0], "timeliness = 'early'")
    compare_changed_rows(now=make.NOW)
    page = client.get(reverse("figure", args=["so-khac"])).content.decode()
    assert WORDS not in page and "chưa dùng được" not in page


@pytest.mark.long
def test_an_unfrozen_report_is_refused_before_any_comparison_was_asked_for(cases, client, town):
    town.sign_in(client, "chi")
    by_hand(cases[0], "timeliness = 'early'")
    for kind in ("pdf", "docx", "html"):
        answer = client.get(reverse("report_file", args=[2023, kind]))
        assert answer.status_code == 409 and WORDS in answer.content.decode(), kind
    page = client.get(reverse("annual_report", args=[2023]))
    assert page.status_code == 409 and WORDS in page.content.decode()
    by_hand(cases[0], "timeliness = 'late'")
    assert client.get(reverse("report_file", args=[2023, "html"])).status_code == 200
    assert client.get(reverse("annual_report", args=[2023])).status_code == 200


@pytest.mark.long
def test_the_command_line_refuses_it_and_pages_tell_it_from_then_on(cases, client, tmp_path):
    by_hand(cases[0], "timeliness = 'early'")
    with pytest.raises(CommandError, match=cases[0].code):
        call_command("report", "2023", "--out", str(tmp_path))
    assert WORDS in page_of(client)


def test_a_page_of_many_figures_asks_for_it_once(cases, client, django_assert_num_queries):
    for n in range(5):
        make.make_version(f"test.rate{n}", address=f"ty-le-{n}")
    page_of(client, "figures")
    with CaptureQueriesContext(connection) as warm:
        page_of(client, "figures")
    forget()
    with django_assert_num_queries(len(warm) + 1):
        page_of(client, "figures")
