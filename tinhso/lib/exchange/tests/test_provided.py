"""The proof by which a plane is known to the program behind it."""

from dataclasses import replace

import pytest

from tinhso.lib.exchange.provided import LIFE, Asking, address_of, is_proved, place_of, proof

ASKING = Asking("GET", "/chia-se-du-lieu/cung-cap/production/ho-so/x?a=1", "GOV/so-b/mot-cua", "id-1")
TOKEN, NOW = "t" * 43, 1_700_000_000


def test_what_a_plane_asked_is_proved_for_a_minute():
    given = proof(TOKEN, ASKING, NOW)
    assert is_proved(TOKEN, given, ASKING, NOW) and is_proved(TOKEN, given, ASKING, NOW + LIFE)
    assert not is_proved(TOKEN, given, ASKING, NOW + LIFE + 1)
    assert not is_proved(TOKEN, given, ASKING, NOW - LIFE - 1)


@pytest.mark.parametrize(
    "change", [{"method": "HEAD"}, {"target": "/khac?"}, {"client": "GOV/so-c/x"}, {"request": "id-2"}]
)
def test_it_is_of_use_for_nothing_else(change):
    assert not is_proved(TOKEN, proof(TOKEN, ASKING, NOW), replace(ASKING, **change), NOW)


@pytest.mark.parametrize(
    "given", ["", "t=,v1=", "t=1", f"t={NOW},v1=", f"t={NOW},v1=é", "t=" + "9" * 40 + ",v1=a"]
)
def test_what_is_no_proof_proves_nothing(given):
    assert not is_proved(TOKEN, given, ASKING, NOW)


def test_nobody_is_a_plane_without_a_token():
    assert not is_proved("", proof("", ASKING, NOW), ASKING, NOW)
    assert not is_proved("u" * 43, proof(TOKEN, ASKING, NOW), ASKING, NOW)


def test_it_stands_where_the_policy_is_pulled_from():
    url = address_of("test", "lich-lam-viec")
    assert place_of(url, "https://cong.vi-du.vn/chia-se-du-lieu/chinh-sach/test/") == (
        "https://cong.vi-du.vn/chia-se-du-lieu/cung-cap/test/lich-lam-viec"
    )
    assert place_of(url, "") == ""
