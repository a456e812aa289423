"""Software bills that programs send: with a key of the agency, or through the watched folder; of systems of the agency alone."""

from time import time

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.security.bills.tests.makers import LOG4J, bill_file
from tinhso.security.collecting import inbox
from tinhso.security.collecting.inbox import collect
from tinhso.security.collecting.tests.test_inbox import laid
from tinhso.security.collecting.tests.test_keys import made, send
from tinhso.security.models import SoftwareBill
from tinhso.security.tests.makers import registered


@pytest.fixture
def town(guarded):
    guarded.system = registered(guarded, guarded.agency_a, "anh", name="Cổng của A")
    guarded.other = registered(guarded, guarded.agency_b, "bach", name="Kho của B")
    return guarded


def sent_bill(secret, system, content=None):
    return send(secret, content or bill_file(LOG4J), path="phan-mem/", he_thong=system.code)


def test_a_key_sends_bills_of_its_agency_and_learns_nothing_of_another(town):
    _key, secret = made(town)
    answer = sent_bill(secret, town.system)
    assert (answer.status_code, answer.json()["thanh_phan"], answer.json()["dinh_dang"]) == (
        201,
        1,
        "cyclonedx",
    )
    assert sent_bill(secret, town.system).json()["ma"] == answer.json()["ma"]
    unknown = send(secret, bill_file(LOG4J), path="phan-mem/", he_thong="khong-co")
    assert sent_bill(secret, town.other).content == unknown.content and unknown.status_code == 404
    broken = sent_bill(secret, town.system, b"{")
    assert broken.status_code == 422 and "JSON" in broken.json()["loi"]
    assert send(secret, bill_file(LOG4J), path="phan-mem/", he_thong="a\x00b").status_code == 422
    assert send("sai", bill_file(LOG4J), path="phan-mem/").status_code == 401
    _key, every = made(town, "cuc", town.committee, every=True)
    assert sent_bill(every, town.other).status_code == 201 and SoftwareBill.objects.count() == 2


def test_the_folder_takes_bills_by_the_code_of_a_system_of_that_agency(town, tmp_path, settings, monkeypatch):
    settings.SECURITY_INBOX = str(tmp_path)
    monkeypatch.setattr(inbox, "time", lambda: time() + 120)
    place = tmp_path / "so-a" / "phan-mem"
    laid(place, f"{town.system.code}.cdx.json", bill_file(LOG4J))
    laid(place, f"{town.other.code}.cdx.json", bill_file(LOG4J))
    assert collect(NOW) == (1, 1)
    assert SoftwareBill.objects.get().system == town.system
    reasons = list((tmp_path / "khong-nhan" / "so-a" / "phan-mem").glob("*.ly-do.txt"))
    assert "mã hệ thống" in reasons[0].read_text()
