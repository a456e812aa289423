"""What planes are answered, and that nobody else is."""

from urllib.parse import quote

import pytest
from django.test import Client

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.provided.declared import declared_services
from tinhso.lib.exchange.provided import FOLDER, Asking, proof

TOKEN, CLIENT = "p" * 43, "GOV/so-b/mot-cua"


@pytest.fixture
def ask(town, settings, monkeypatch):
    """As a plane asks."""
    settings.EXCHANGE_PULL_TOKEN = TOKEN
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)

    def asked(path, query="", environment="production", token=TOKEN, method="GET", **headers):
        target = f"{FOLDER}{environment}/{path}?{query}"
        given = proof(token, Asking(method, target, CLIENT, "id-1"))
        named = {"X-Road-Client": f"VN38/{CLIENT}", "X-Road-Request-Id": "id-1", "X-Exchange-Proof": given}
        return Client().generic(method, target, headers=named | headers)

    return asked


def test_nothing_is_here_for_whoever_is_no_plane(ask, settings):
    url = f"{FOLDER}production/lich-lam-viec/ngay?tu=2024-04-30&den=2024-05-01"
    assert Client().get(url).status_code == 404
    query = "tu=2024-04-30&den=2024-05-01"
    assert ask("lich-lam-viec/ngay", query, token="q" * 43).status_code == 404
    assert ask("lich-lam-viec/ngay", query, **{"X-Road-Client": "VN38/GOV/so-a/dan-cu"}).status_code == 404
    assert ask("lich-lam-viec/ngay", query, **{"X-Road-Request-Id": "id-2"}).status_code == 404
    assert ask("lich-lam-viec/ngay", query).status_code == 200
    settings.EXCHANGE_PULL_TOKEN = ""
    assert ask("lich-lam-viec/ngay", query, token="").status_code == 404


def test_days_off_are_named_with_their_source(ask):
    found = ask("lich-lam-viec/ngay", "tu=2024-04-30&den=2024-05-02").json()
    assert [one["lamViec"] for one in found["danhSach"]] == [False, False, True]
    assert found["danhSach"][1]["canCu"] and not found["danhSach"][2]["ten"]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "tu=2024-05-02",
        "tu=2024-05-02&den=2024-05-01",
        "tu=2024-01-01&den=2025-12-31",
        "tu=2024-02-30&den=2024-03-01",
        "tu=0001-01-01&den=0001-01-02",
        "tu=hôm nay&den=2024-03-01".replace("ô", quote("ô")).replace(" ", "%20"),
    ],
)
def test_a_bad_question_is_answered_in_words(ask, query):
    answer = ask("lich-lam-viec/ngay", query)
    assert answer.status_code == 422 and answer.json()["detail"]


def test_places_and_agencies_of_a_day(ask, town):
    found = ask("dia-ban-co-quan/co-quan", "ngay=2024-03-08").json()
    assert town.agency_a.code in {one["ma"] for one in found["danhSach"]}
    units = ask("dia-ban-co-quan/don-vi-hanh-chinh").json()
    assert units["ngay"] == "2024-03-08" and units["danhSach"]


def test_an_unknown_paper_path_service_or_environment_is_not_found(ask):
    assert ask("xac-minh-giay-to/giay-to/ABCD2345").status_code == 404
    assert ask("lich-lam-viec/khac").status_code == 404
    assert ask("khong-co/ngay").status_code == 404
    assert ask("lich-lam-viec/ngay", environment="dev").status_code == 404
    assert ask("lich-lam-viec/ngay", method="POST").status_code == 405


def test_the_test_environment_answers_its_example_and_reads_nothing(ask, monkeypatch):
    one = declared_services()["lich-lam-viec"].operations[0]
    answer = ask("lich-lam-viec/ngay", "tu=2024-04-30&den=2024-05-01", environment="test")
    assert answer.json() == one.example
    assert ask("lich-lam-viec/ngay", environment="test").status_code == 422


def test_nothing_is_kept_by_whoever_stands_between(ask):
    assert "no-store" in ask("lich-lam-viec/ngay", "tu=2024-04-30&den=2024-05-01")["Cache-Control"]
