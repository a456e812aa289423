from datetime import date

import pytest
from django.test import Client

from tinhso.onestop.catalogue.tests.test_catalogue_pages import shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(catalogue):
    shift(date(2024, 3, 8))
    return lambda path: Client().get(f"/api/thu-tuc/{path}")


@pytest.mark.long
def test_a_search_answers_as_the_page_does(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        answer = ask("?q=lam giay khai sinh").json()
    assert answer["items"][0]["code"] == "1.001193"
    assert answer["items"][0]["levels"] == ["commune"]


@pytest.mark.long
def test_the_list_goes_page_by_page_without_gaps(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        first = ask("").json()
    seen, after = [p["code"] for p in first["items"]], first["next"]
    while after:
        page = ask(f"?after={after}").json()
        seen, after = seen + [p["code"] for p in page["items"]], page["next"]
    assert len(seen) == len(set(seen)) == first["total"]


@pytest.mark.long
def test_filters_narrow(ask):
    total = ask("").json()["total"]
    for words in ("level=commune", "online=wholly", "subject=citizen", "field=ho-tich", "life_event=ket-hon"):
        assert 0 < ask(f"?{words}").json()["total"] < total


def test_one_procedure_has_every_part(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        answer = ask("1.003659").json()
    content = answer["content"]
    for part in (
        "order",
        "manner",
        "papers",
        "time_limits",
        "subjects",
        "result",
        "fees",
        "legal_basis",
        "source",
    ):
        assert content[part], part
    assert answer["online"][0]["kind"] == "wholly"
    assert "30 ngày" in content["time_limits"]["province"]


def test_a_vertical_agencys_procedure_names_it_and_where_to_file(ask):
    answer = ask("cxm-doi-can-cuoc").json()
    assert answer["owner"].startswith("Công an")
    assert answer["content"]["agency"].startswith("Công an")
    assert set(answer["content"]["time_limits"]) == {"vertical"}
    assert answer["file_at"].startswith("https://dichvucong.bocongan.gov.vn")


@pytest.mark.parametrize("path", ["?level=la", "?after=x", "?q=" + "a" * 201, "?online=x", "a" * 41])
def test_values_outside_their_limits_are_refused_by_name(ask, path):
    answer = ask(path)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Giá trị không hợp lệ: ")


def test_an_unknown_code_is_not_found(ask):
    assert ask("9.999999").json() == {"detail": "Không có thủ tục này."}
    assert ask("9.999999").status_code == 404
    assert ask("%00").status_code == 404
