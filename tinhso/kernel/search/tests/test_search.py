from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.kernel.search.models import SearchEntry, SearchMiss, SearchWord
from tinhso.kernel.search.public import (
    Entry,
    add_synonyms,
    count_words,
    forget,
    index,
    note_miss,
    replace_kind,
)
from tinhso.kernel.search.tasks import recount
from tinhso.kernel.search.tests.makers import DAY, TITLES, catalogue, found, results

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "ref"),
    [
        ("khai sinh", "1.001193"),
        ("làm giấy khai sinh ở đâu", "1.001193"),
        ("KHAI SINH!!", "1.001193"),
        ("khai sihn", "1.001193"),
        ("khaisinh", "1.001193"),
        ("lamgiaykhaisinh", "1.001193"),
        ("dangkythuongtru", "1.004222"),
        ("dang ky lai khai sinh", "1.004884"),
        ("giay phep buu chinh", "1.003659"),
        ("giay phep buu chnh", "1.003659"),
        ("muon dang ky thuong tru", "1.004222"),
        ("1.003659", "1.003659"),
    ],
)
def test_people_find_it_without_marks_with_fillers_and_with_one_slip(query, ref):
    catalogue()
    assert found(query)[0] == ref


def test_a_synonym_leads_to_the_name_in_the_catalogue():
    catalogue()
    assert "cxm-dat" not in found("sổ đỏ")
    add_synonyms([("sổ đỏ", "giấy chứng nhận quyền sử dụng đất")])
    assert found("lam so do")[0] == "cxm-dat"


def test_a_slip_is_mended_towards_the_words_of_a_synonym_in_no_entry():
    add_synonyms([("bìa hồng", "giấy chứng nhận quyền sử dụng đất")])
    catalogue()
    assert SearchWord.objects.get(word="hong").entries == 0
    assert found("bia hongg")[0] == "cxm-dat"


def test_i_and_y_are_one_letter_where_schools_and_laws_spell_differently():
    titles = {
        "ky": "Chứng thực chữ ký",
        "ban": "Chứng thực bản sao",
        "ly": "Ghi chú ly hôn",
        "si": "Hộ chiếu bác sĩ",
    }
    replace_kind("procedure", [Entry(kind="procedure", ref=r, title=t, url="/") for r, t in titles.items()])
    for query, ref in (("chung thuc chu ki", "ky"), ("li hôn", "ly"), ("bac sy", "si")):
        assert found(query)[0] == ref


def test_a_mended_query_is_suggested():
    catalogue()
    assert results("khai sihn").suggestion == "khai sinh"
    assert results("khai sinh").suggestion == ""


def test_letters_that_changed_places_come_before_a_commoner_word():
    titles = ["Bản tin", "Cấp ti", "Cấp ni", "Đổi ni", "Bỏ ni"]
    entries = [Entry(kind="procedure", ref=str(n), title=t, url="/") for n, t in enumerate(titles)]
    replace_kind("procedure", entries)
    assert results("ban tni").suggestion == "ban tin"


def test_the_neighbour_decides_to_which_word_a_slip_is_mended():
    titles = ["Đăng ký khai sinh", "Bổ sung", "Bổ sung giấy", "Bổ sung lần hai"]
    entries = [Entry(kind="procedure", ref=str(n), title=t, url="/") for n, t in enumerate(titles)]
    replace_kind("procedure", entries)
    assert results("khai sing").suggestion == "khai sinh"


@pytest.mark.long
@pytest.mark.parametrize("query", ["", "   ", "?!", "xyzxyz", "' | & :* \\", "a" * 5000, "\0", "1" * 90])
def test_nonsense_finds_nothing_and_breaks_nothing(query):
    catalogue()
    assert found(query) == []


def test_a_dossier_code_leads_to_tracking():
    answer = results("h56.22.17-240308-00012")
    assert (answer.tracking_code, answer.hits) == ("H56.22.17-240308-00012", ())


def test_pages_of_hits_and_the_estimate():
    catalogue()
    whole = found("dang ky")
    first, second = found("dang ky", limit=2), found("dang ky", limit=2, after=2)
    assert first + second == whole[:4]
    assert results("dang ky", limit=2).total_estimate == len(whole)


def test_only_what_is_valid_on_the_day_is_found():
    catalogue(valid=DateRange(date(2023, 1, 1), date(2024, 1, 1)))
    assert found("khai sinh") == []
    assert found("khai sinh", on=date(2023, 5, 1))


def test_a_citizen_does_not_find_what_is_for_officers():
    catalogue(audience="officer")
    assert found("khai sinh") == []
    assert found("1.003659") == []
    assert found("khai sinh", audience="officer")


def test_kinds_narrow_the_search():
    catalogue()
    index([Entry(kind="dataset", ref="d1", title="Số liệu khai sinh", url="/du-lieu/d1/")])
    count_words()
    assert found("khai sinh", kinds=["dataset"]) == ["d1"]


def test_indexing_again_renews_and_forgetting_removes():
    catalogue()
    index([Entry(kind="procedure", ref="1.000894", title="Ghi chú kết hôn", url="/x/")])
    assert SearchEntry.objects.count() == len(TITLES)
    assert results("ket hon").hits[0].title == "Ghi chú kết hôn"
    forget("procedure", ["1.000894"])
    assert found("ket hon") == []


def test_a_search_costs_at_most_eight_queries(django_assert_max_num_queries):
    catalogue(details="Giấy chứng sinh")
    add_synonyms([("sổ đỏ", "giấy chứng nhận quyền sử dụng đất")])
    with django_assert_max_num_queries(8):
        found("lam so do gcn khai sihn chung sinh")


def test_what_was_not_found_is_counted_by_day():
    for query in ("Nuôi ong", "nuoi  ong"):
        note_miss(query, on=DAY)
    assert SearchMiss.objects.values_list("day", "query", "count").get() == (DAY, "nuoi ong", 2)


def test_what_was_not_found_is_forgotten_after_a_year(monkeypatch):
    for days in (365, 366):
        SearchMiss.objects.create(day=DAY - timedelta(days=days), query=str(days))
    monkeypatch.setattr("tinhso.kernel.site.clock.today", lambda: DAY)
    recount(0)
    assert [miss.query for miss in SearchMiss.objects.all()] == ["365"]


@pytest.mark.parametrize(
    "query",
    [
        "038 192 001 234",
        "an@example.vn",
        "Nguyễn Thị Hoa",
        "0912345678",
        "?",
        "x" * 200,
        "lê văn tám khai sinh",
    ],
)
def test_nothing_personal_is_kept_of_a_search(query):
    note_miss(query, on=DAY)
    assert not SearchMiss.objects.exists()
