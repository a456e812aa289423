"""Whoever is turned away leaves a line: where, as whom, by what answer; without names, words or tokens."""

import io
import json
import logging
import logging.config
import sys
from collections.abc import Iterator

import pytest
from django.test import Client

from tinhso.config.logs.lines import configuration
from tinhso.config.logs.shipping import Shipping

TOKEN = "bi-mat-cua-duong-dan"


@pytest.fixture
def lines(monkeypatch) -> Iterator[io.StringIO]:
    """What the program's own logging writes."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    logging.config.dictConfig(configuration("INFO"))
    yield out
    monkeypatch.undo()
    logging.config.dictConfig(configuration("INFO"))


def log_records(out: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_refused_access_is_told_with_address_account_and_answer(town, client, lines):
    town.sign_in(client, "an")
    client.get("/quan-tri/tai-khoan/", {"q": "Nguyễn Văn Kín"})
    client.post(f"/quan-tri/tai-khoan/{town.binh.pk}/khoa/")
    Client().get("/quan-tri/tai-khoan/")
    seen = [
        (line["path"], line["status"], line.get("user_id")) for line in log_records(lines) if "status" in line
    ]
    assert ("/quan-tri/tai-khoan/", 403, str(town.an.pk)) in seen
    assert (f"/quan-tri/tai-khoan/{town.binh.pk}/khoa/", 403, str(town.an.pk)) in seen
    assert ("/quan-tri/tai-khoan/", 302, None) in seen
    assert "Kín" not in lines.getvalue() and "Lê Thị An" not in lines.getvalue()


@pytest.mark.long
def test_who_goes_around_a_guard_leaves_a_line(town, lines):
    forged = Client(enforce_csrf_checks=True)
    forged.post("/dang-xuat/", HTTP_ORIGIN="https://ke-gian.example")
    Client().get("/", HTTP_HOST="ke-gian.example")
    for _ in range(61):
        Client().get(f"/xac-minh/{TOKEN}/")
    town.sign_in(found := Client(), "an").post("/tai-khoan/phien/ket-thuc/", {"phien": "\x00"})
    statuses = {(line["path"], line["status"]) for line in log_records(lines) if "status" in line}
    assert {("/dang-xuat/", 403), ("/", 400), ("/xac-minh/*/", 429)} <= statuses
    assert ("/tai-khoan/phien/ket-thuc/", 302) in statuses and found is not None
    assert "ke-gian" not in lines.getvalue()


def test_a_token_in_an_address_stands_in_no_line_whoever_writes_it(town, lines):
    Client(enforce_csrf_checks=True).post(f"/kich-hoat/{TOKEN}/", {"password1": TOKEN})
    Client().get(f"/kich-hoat/{TOKEN}/")
    Client().get(f"/xac-minh/{TOKEN}/")
    Client().delete(f"/kich-hoat/{TOKEN}/")
    assert len(log_records(lines)) >= 4 and TOKEN not in lines.getvalue()


def test_lines_go_to_standard_output_and_to_the_system_that_is_set_and_nowhere_else():
    logging.config.dictConfig(configuration("INFO", "udp://127.0.0.1:9"))
    try:
        every = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict)]
        ours = [
            one for one in (logging.root, *every) if one.name.split(".")[0] in ("root", "tinhso", "django")
        ]
        ways = {
            handler for one in ours for handler in one.handlers if "_pytest" not in type(handler).__module__
        }
        assert {type(way) for way in ways} == {logging.StreamHandler, Shipping}
        assert all(way.stream is sys.stdout for way in ways if type(way) is logging.StreamHandler)
    finally:
        logging.config.dictConfig(configuration("INFO"))
