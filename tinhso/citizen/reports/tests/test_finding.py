"""The search of officers finds reports by the words of their matter, place and moderated text, and nothing beyond."""

import pytest
from django.db import connection

from tinhso.casework.finder.finder import find_cases
from tinhso.casework.finder.search_text import asked_of
from tinhso.citizen.models import Report, ReportCategory
from tinhso.citizen.tests.makers import NOW, send, set_up
from tinhso.kernel.site.context import forget
from tinhso.lib.language.vietnamese import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holes")]


@pytest.fixture
def holes(town):
    forget()
    return set_up(town)


def found(town, text, who="binh"):
    return set(find_cases(asked_of(text), town.actor(who), now=NOW).case_ids)


def placed(town, text, address, category=None):
    report = send(town, category or ReportCategory.objects.get(code="o-ga"), description=text)
    Report.objects.filter(pk=report.pk).update(shown_text=text, shown_address=address)
    return report


@pytest.mark.parametrize("typed", ["Lê Lợi", "le loi", "12 lê lợ", "hố sâu", "hố lê lợi"])
def test_a_report_is_found_by_its_words_and_its_street(town, typed):
    wanted = placed(town, "Hố sâu giữa đường", "Số 12 đường Lê Lợi")
    placed(town, "Rác chất đống", "Chợ Vườn Hoa")
    assert found(town, typed) == {wanted.case_id}


def test_the_name_of_its_category_and_commune_finds_it_too(town):
    wanted = placed(town, "Hố sâu", "")
    assert found(town, wanted.category.name) == {wanted.case_id}
    assert found(town, f"{wanted.category.name} hố") == {wanted.case_id}
    assert found(town, f"{wanted.category.name} rác") == set()


def test_words_that_were_masked_do_not_find_it(town):
    report = placed(town, "Nhà ông [đã ẩn] xả rác", "")
    Report.objects.filter(pk=report.pk).update(description="Nhà ông Trần Văn Tố xả rác")
    assert found(town, "trần văn tố") == set()
    assert found(town, "xả rác") == {report.case_id}


def test_whoever_takes_no_part_finds_nothing(town):
    placed(town, "Hố sâu", "Lê Lợi")
    assert found(town, "lê lợi", who="emi") == set()


@pytest.mark.parametrize("text", ["ĐƯỜNG Lê  Lợi, số 12/3", "Ngữ Ỷ Ỹ", "a" * 5000, ""])
def test_the_database_folds_as_the_program_does_and_bears_any_text(text):
    with connection.cursor() as cursor:
        cursor.execute(
            "select tsvector_to_array(citizen_report_terms(normalize(%s, NFD), '', 5, null))", [text]
        )
        assert set(cursor.fetchone()[0]) == {word[:40] for word in fold(text).split()} | {"#5", "@0"}


def test_it_stays_within_its_queries(town, django_assert_max_num_queries):
    placed(town, "Hố sâu", "Lê Lợi")
    with django_assert_max_num_queries(10):
        found(town, "hố sâu lê lợi")
