"""The pretended national databases: strict about what they are asked, only through the exchange, faulty on command."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
import requests

from sandbox import business_registry, land, lookups, population, social_insurance
from sandbox.business_registry.server import make_server as business
from sandbox.civil_status.lookups import lookups as civil_status
from sandbox.land.server import make_server as plots
from sandbox.lookups import Server
from sandbox.population.records import AN, BAO
from sandbox.population.server import make_server as people
from sandbox.social_insurance.server import make_server as insured
from tinhso.lib.exchange.openapi import read_description

CALLER = {"X-Road-Client": "VN-38/GOV/so-tttt/mot-cua"}
WITH_RECORDS = (
    (people, f"ca-nhan/{AN}"),
    (business, "doanh-nghiep/2800999002"),
    (insured, f"giay-chung-sinh/{AN}"),
    (insured, f"qua-trinh/{AN}"),
    (plots, f"giay-chung-nhan/{AN}"),
)


@contextmanager
def running(make: Callable[[], Server]) -> Iterator[Server]:
    server = make()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def ask(server: Server, path: str, headers: dict[str, str] | None = None) -> requests.Response:
    return requests.get(
        f"{server.url}/api/{path}", headers=CALLER if headers is None else headers, timeout=30
    )


@pytest.mark.parametrize(("make", "path"), WITH_RECORDS)
def test_a_record_has_exactly_the_fields_of_its_description(make, path):
    with running(make) as server:
        answer = ask(server, path)
        described = requests.get(f"{server.url}/openapi.json", timeout=30).json()
    assert answer.status_code == 200 and answer.headers["X-Sandbox"] == "1"
    (operation,) = [one for one in described["paths"] if one.startswith(f"/{path.partition('/')[0]}/")]
    content = described["paths"][operation]["get"]["responses"]["200"]["content"]["application/json"]
    assert set(answer.json()) == set(content["schema"]["properties"])


@pytest.mark.parametrize("room", [population, business_registry, social_insurance, land])
def test_each_description_is_one_that_the_exchange_takes(room):
    found = read_description((Path(room.__path__[0]) / "openapi.json").read_bytes())
    assert found.operations and "sandbox" in found.content["info"]["description"]


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("ca-nhan/123", 422, "14", "soDinhDanh"),
        ("ca-nhan/03819000000a", 422, "14", "soDinhDanh"),
        ("ca-nhan/٠١٢٣٤٥٦٧٨٩٠١", 422, "14", "soDinhDanh"),
        (f"ca-nhan/{AN}?hoTen=x", 422, "13", "hoTen"),
        ("ca-nhan/038190009999", 404, "20", "soDinhDanh"),
        ("ca-nhan/", 404, "99", ""),
        ("khac/1", 404, "99", ""),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_code_and_field(path, status, code, field):
    with running(people) as server:
        answer = ask(server, path)
    assert (answer.status_code, answer.json()["ma"], answer.json()["truong"]) == (status, code, field)


def test_nobody_is_answered_past_the_exchange():
    with running(people) as server:
        answer = ask(server, f"ca-nhan/{AN}", {})
    assert (answer.status_code, answer.json()["ma"]) == (400, "02")


def test_faults_are_set_on_its_page_and_strike():
    with running(people) as server:
        page = requests.get(server.url, timeout=30).text
        assert "HỆ THỐNG THỬ NGHIỆM" in page and "Lê Thị An" in page
        requests.post(f"{server.url}/sandbox/loi", {"busy": "1"}, timeout=30)
        assert ask(server, f"ca-nhan/{AN}").json()["ma"] == "98"
        requests.post(f"{server.url}/sandbox/loi", {"busy": "0", "lose_answer": "1"}, timeout=30)
        with pytest.raises(requests.ConnectionError):
            ask(server, f"ca-nhan/{AN}")
        requests.post(f"{server.url}/sandbox/loi", {"lose_answer": "0", "down": "1"}, timeout=30)
        with pytest.raises(requests.ConnectionError):
            ask(server, f"ca-nhan/{AN}")
        assert requests.post(f"{server.url}/sandbox/loi", {"delay": "x"}, timeout=30).status_code == 422


def test_the_family_fits_together():
    persons, marriages = people(), civil_status()
    an = persons.records.find(f"ca-nhan/{AN}", "", "x")
    bao = persons.records.find(f"ca-nhan/{BAO}", "", "x")
    persons.server_close()
    assert (an["soDinhDanhVoChong"], bao["soDinhDanhVoChong"]) == (BAO, AN)
    married = marriages.find(f"hon-nhan/{AN}", "", "x")
    assert (married["soDinhDanhVoChong"], married["hoTenVoChong"]) == (BAO, bao["hoTen"])
    assert marriages.find(f"khai-sinh/{AN}", "", "x")["ngaySinh"] == an["ngaySinh"]


def test_the_child_was_born_a_week_before_the_day_of_the_demo():
    server = insured(today=date(2026, 3, 9))
    birth = server.records.find(f"giay-chung-sinh/{AN}", "", "x")
    server.server_close()
    assert birth["ngaySinh"] == "2026-03-02"


def test_the_clock_of_a_demo_is_read(tmp_path):
    clock = tmp_path / "clock.json"
    clock.write_text(json.dumps({"offset": -86_400 * 1000}))
    assert (lookups.now_of(None) - lookups.now_of(clock)).days in (999, 1000)
