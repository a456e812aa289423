"""Software bills: the newest of a system is valid, an agency sees its own, the specialised unit finds a component over all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.bills.actions.register_bill import register_bill
from tinhso.security.bills.receiving import code_in
from tinhso.security.bills.retention import forget_bills
from tinhso.security.bills.searching import holding
from tinhso.security.bills.tests.makers import LOG4J, bill_file, sent
from tinhso.security.models import SoftwareBill, SoftwareComponent
from tinhso.security.pages.refusals import SecurityForbidden
from tinhso.security.systems.actions.retire_system import retire_system
from tinhso.security.tests.makers import registered

AT = "/can-bo/an-toan-thong-tin/"
MANY = 30
NEWER = "2024-02-20T08:00:00Z"


@pytest.fixture
def town(guarded):
    guarded.system = registered(guarded, guarded.agency_a, "anh", name="Cổng của A")
    guarded.other = registered(guarded, guarded.agency_b, "bach", name="Kho của B")
    return guarded


def found(town, who, name, up_to=""):
    rows = holding(name, up_to, town.actor(who), on=NOW.date())
    return [(one.bill.system.name, one.version) for one in rows]


def test_the_newest_bill_is_valid_and_the_one_before_is_history(town):
    key = uuid4()
    first = sent(town, town.system, "anh", key=key)
    assert sent(town, town.system, "anh", key=key).pk == first.pk == sent(town, town.system, "cuc").pk
    second = sent(town, town.system, "cuc", LOG4J[:1] + ("2.17.1", ""), made=NEWER)
    first.refresh_from_db()
    assert first.replaced_at == NOW and second.replaced_at is None and first.components.count() == 1
    assert list(SoftwareBill.objects.valid().filter(system=town.system)) == [second]
    row = EventRow.objects.filter(name="security.SoftwareBillRegistered").last()
    assert row and (row.payload["components"], row.payload["format"]) == (1, "cyclonedx")


def test_a_search_without_an_epoch_finds_what_a_distribution_numbers_with_one(town):
    sent(town, town.system, "anh", ("openssl", "1:1.1.1k-9.el8", "pkg:rpm/redhat/openssl@1:1.1.1k-9.el8"))
    assert found(town, "anh", "openssl", "1.1.1k") == [("Cổng của A", "1:1.1.1k-9.el8")]
    assert found(town, "anh", "openssl", "1.1.1j") == found(town, "anh", "openssl", "0:1.1.1j") == []


def test_a_bill_that_is_older_empty_broken_too_large_or_of_a_retired_system_is_refused(town, monkeypatch):
    sent(town, town.system, "anh", made=NEWER)
    refused = {
        "cũ hơn": bill_file(LOG4J),
        "không có thành phần": bill_file(),
        "Không nhận ra": b'{"a": 1}',
        "rỗng": b"",
    }
    for words, content in refused.items():
        with pytest.raises(EntryRefused, match=words):
            register_bill(
                system=town.system,
                content=content,
                file_name="x",
                client_key=uuid4(),
                by=town.actor("anh"),
                now=NOW,
            )
    retire_system(
        system=town.other, retired_on=NOW.date(), reason="Thôi dùng", by=town.actor("bach"), now=NOW
    )
    with pytest.raises(EntryRefused, match="ngừng sử dụng"):
        sent(town, town.other, "bach")
    monkeypatch.setattr("tinhso.security.bills.actions.register_bill.MOST_BYTES", 5)
    with pytest.raises(EntryRefused, match="16 MB"):
        sent(town, town.system, "anh")
    for who in ("bach", "chi", "ho"):
        with pytest.raises(SecurityForbidden):
            sent(town, town.system, who)
    assert SoftwareBill.objects.count() == 1


def test_a_component_is_found_by_name_or_package_url_up_to_a_version_among_what_the_officer_sees(town):
    sent(town, town.system, "anh", LOG4J, ("log4j-api", "2.17.1", ""), ("khong-ro", "", ""))
    sent(town, town.other, "bach", ("log4j-core", "2.3", LOG4J[2].replace("2.14.1", "2.3")))
    assert found(town, "cuc", "Log4J-core", "2.14.1") == [("Kho của B", "2.3"), ("Cổng của A", "2.14.1")]
    assert found(town, "cuc", "log4j", "2.9") == [("Kho của B", "2.3")]
    assert found(town, "cuc", LOG4J[2]) == found(town, "cuc", "log4j-core")
    assert found(town, "anh", "log4j") == [("Cổng của A", "2.17.1"), ("Cổng của A", "2.14.1")]
    assert found(town, "bach", "log4j-core") == [("Kho của B", "2.3")]
    assert found(town, "anh", "khong-ro", "1.0") == [("Cổng của A", "")]
    assert found(town, "cuc", "l") == found(town, "cuc", "") == found(town, "ho", "log4j") == []
    sent(town, town.other, "bach", ("bash", "5", ""), made=NEWER)
    assert found(town, "bach", "log4j-core") == []


def test_the_file_of_a_replaced_bill_goes_and_its_components_stay(town):
    sent(town, town.system, "anh")
    sent(town, town.system, "anh", ("bash", "5", ""), made=NEWER)
    assert forget_bills(NOW + timedelta(days=1824)) == 0
    assert forget_bills(NOW + timedelta(days=1826)) == 1 and forget_bills(NOW + timedelta(days=1826)) == 0
    assert SoftwareBill.objects.filter(file=None).count() == 1 and SoftwareComponent.objects.count() == 2


def test_names_of_files_begin_with_the_code_of_the_system():
    assert {code_in(name) for name in ("ABC234.cdx.json", "abc234-may-chu.json", "abc234_1.spdx")} == {
        "abc234"
    }


def test_pages_of_a_bill_and_of_the_search(town, client, django_assert_max_num_queries):
    page, one = f"{AT}thanh-phan/", f"{AT}he-thong/{town.system.code}/phan-mem/"
    town.sign_in(client, "anh")
    assert "chưa có bảng kê" in client.get(one).content.decode()
    form = {"client_key": uuid4(), "content": SimpleUploadedFile("b.json", b"{")}
    answer = client.post(f"{AT}he-thong/{town.system.code}/nap-phan-mem/", form)
    assert answer.status_code == 422 and "Tệp JSON hỏng" in answer.content.decode()
    form["content"] = SimpleUploadedFile("b.json", bill_file(LOG4J, ("<b>x", "1", "")))
    assert client.post(f"{AT}he-thong/{town.system.code}/nap-phan-mem/", form)["Location"] == one
    with django_assert_max_num_queries(MANY):
        shown = client.get(one).content.decode()
    assert "log4j-core" in shown and "&lt;b&gt;x" in shown and "<b>x" not in shown
    assert "log4j" in client.get(one, {"q": "log4j", "tep": "csv"}).content.decode()
    sent(town, town.other, "bach")
    with django_assert_max_num_queries(MANY):
        assert "Kho của B" not in client.get(page, {"ten": "log4j", "den": "3"}).content.decode()
    assert "1/1 hệ thống" in client.get(page).content.decode()
    assert client.get(page, {"ten": "a\x00" * 300, "den": "\x00", "trang": "x"}).status_code == 200
    every = town.sign_in(client, "cuc").get(page, {"ten": "log4j"}).content.decode()
    assert "Kho của B" in every and "2 hệ thống có thành phần này" in every
    assert "Kho của B" in client.get(page, {"ten": "log4j", "tep": "csv"}).content.decode()
    bill = town.system.bills.get()
    file = client.get(f"{one}{bill.code}/tep/")
    assert b"log4j-core" in b"".join(file.streaming_content)
    assert client.get(f"{AT}he-thong/{town.other.code}/phan-mem/{bill.code}/tep/").status_code == 404
    assert town.sign_in(client, "bach").get(one).status_code == 404
    assert client.get(f"{one}{bill.code}/tep/").status_code == 404
