"""Without an address at which the site is reached nothing leaves the house that would carry one."""

import pytest

from tinhso.config.checks.address import address
from tinhso.config.site_address import site_address


@pytest.mark.parametrize(
    ("given", "port"),
    [
        ("https://dichvucong.thanhhoa.gov.vn/", "https://dichvucong.thanhhoa.gov.vn"),
        ("https://tinh.vn/cong", "https://tinh.vn/cong"),
        ("", ""),
        ("dichvucong.thanhhoa.gov.vn", ""),
        ("ftp://tinh.vn", ""),
        ("https://", ""),
        ("https://tinh.vn/?a=1", ""),
        ("https://[tinh", ""),
        ("http://127.0.0.1:8000", ""),
        ("https://localhost", ""),
        ("http://[::1]:8000", ""),
        ("http://0.0.0.0:80", ""),
    ],
)
def test_only_an_address_that_others_reach_counts(given, port):
    assert site_address(given, local=False) == port


def test_a_demo_and_a_trial_may_stay_on_their_machine():
    assert site_address("", local=True) == "http://127.0.0.1:8000"
    assert site_address("http://127.0.0.1:8123/", local=True) == "http://127.0.0.1:8123"


def found(settings, monkeypatch, given, *, deploy=False, **changes):
    monkeypatch.setenv("TINHSO_SITE_URL", given)
    values = {"SITE_LOCAL": False, "HTTPS": True, "DEMO": False, "ALLOWED_HOSTS": ["tinh.vn"]} | changes
    values.setdefault("SITE_URL", site_address(given, local=values["SITE_LOCAL"]))
    for name, value in values.items():
        setattr(settings, name, value)
    (finding,) = address(deploy=deploy)
    return finding


def test_check_says_why_nothing_is_issued(settings, monkeypatch):
    unset = found(settings, monkeypatch, "")
    assert (
        unset.level == "wrong"
        and "chưa đặt TINHSO_SITE_URL: không phát hành giấy tờ, thư, mã QR" in unset.sentence
    )
    local = found(settings, monkeypatch, "http://127.0.0.1:8000")
    assert local.level == "wrong" and "chỉ mở được trên máy này" in local.sentence
    assert found(settings, monkeypatch, "https://tinh.vn").level == "good"


def test_check_finds_an_address_that_does_not_fit_the_site(settings, monkeypatch):
    assert "không phải https://" in found(settings, monkeypatch, "http://tinh.vn").sentence
    assert "TINHSO_HOSTS" in found(settings, monkeypatch, "https://khac.vn").sentence
    assert found(settings, monkeypatch, "https://a.tinh.vn", ALLOWED_HOSTS=[".tinh.vn"]).level == "good"
    trial = {"SITE_LOCAL": True, "HTTPS": False}
    assert found(settings, monkeypatch, "", **trial).level == "note"
    assert found(settings, monkeypatch, "", deploy=True, **trial).level == "wrong"
