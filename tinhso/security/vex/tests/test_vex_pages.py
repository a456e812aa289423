"""Pages of VEX statements: written by hand or out of a document, read by who may, withdrawn; a finding says what is stated of it."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.lib.software_bills.tests.samples import OPENVEX
from tinhso.security.models import SecurityFinding, VexStatement
from tinhso.security.tests.makers import imported, registered, scanned
from tinhso.security.vex.meeting import meet_statements
from tinhso.security.vex.tests.makers import CVE, PACKAGE, UNTIL, stated, weak_package

AT = "/can-bo/an-toan-thong-tin/"
MANY = 30
DAY = UNTIL.strftime("%d/%m/%Y")


@pytest.fixture
def town(guarded):
    guarded.system = registered(guarded, guarded.agency_a, "anh", name="Cổng của A")
    return guarded


def form_of(**words):
    usual = {
        "client_key": uuid4(),
        "names": CVE,
        "purl": f"{PACKAGE}@4.17.20",
        "status": "not_affected",
        "justification": "inline_mitigations_already_exist",
        "text": "<b>Đã chặn</b>",
        "expires_on": DAY,
    }
    return usual | words


def test_a_statement_is_written_shown_and_withdrawn(town, client, django_assert_max_num_queries):
    town.sign_in(client, "anh")
    answer = client.post(f"{AT}viet-vex/", form_of(system=town.system.pk, purl="lodash"))
    assert "package URL" in answer.content.decode() and "&lt;b&gt;Đã chặn" in answer.content.decode()
    assert client.post(f"{AT}viet-vex/", form_of()).status_code == 422 and not VexStatement.objects.exists()
    answer = client.post(f"{AT}viet-vex/", form_of(system=town.system.pk))
    one = VexStatement.objects.get()
    assert answer["Location"] == f"{AT}vex/{one.code}/"
    imported(town, scanned(weak_package("10.0.0.1"), tool="trivy"), town.agency_a, "anh")
    SecurityFinding.objects.update(agency=town.agency_a)
    meet_statements(NOW)
    for path in (f"{AT}vex/", f"{AT}vex/{one.code}/"):
        with django_assert_max_num_queries(MANY):
            page = client.get(path).content.decode()
        assert CVE in page and "<b>Đã" not in page
    finding = client.get(f"{AT}diem-yeu/{SecurityFinding.objects.get().code}/").content.decode()
    assert (
        "Tuyên bố VEX về thành phần này" in finding
        and one.code in finding
        and "pkg:npm/lodash@4.17.20" in finding
    )
    assert client.post(f"{AT}vex/{one.code}/rut/", {"why": ""}).status_code == 422
    assert client.post(f"{AT}vex/{one.code}/rut/", {"why": "Nhầm"}).status_code == 302
    assert CVE not in client.get(f"{AT}vex/").content.decode()
    assert CVE in client.get(f"{AT}vex/", {"hieu_luc": "het", "trang_thai": "not_affected"}).content.decode()
    town.sign_in(client, "bach")
    assert (
        client.get(f"{AT}vex/{one.code}/").status_code
        == 404
        == client.get(f"{AT}vex/{one.code}/rut/").status_code
    )
    assert CVE not in client.get(f"{AT}vex/", {"hieu_luc": "tat-ca", "q": "cve"}).content.decode()


def test_a_document_is_read_and_what_it_lacks_is_named(town, client):
    town.sign_in(client, "cuc")
    sent = SimpleUploadedFile("vex.json", json.dumps(OPENVEX).encode())
    form = {"client_key": uuid4(), "content": sent, "expires_on": DAY}
    page = client.post(f"{AT}nap-vex/", form, follow=True).content.decode()
    assert "Đã ghi 2 tuyên bố." in page and "không nêu mã lỗ hổng" in page
    form = {"client_key": uuid4(), "content": SimpleUploadedFile("x", b"{"), "expires_on": DAY}
    assert "Tệp JSON hỏng" in client.post(f"{AT}nap-vex/", form).content.decode()
    assert town.sign_in(client, "ho").get(f"{AT}vex/").status_code == 403


def test_who_withdraws_nothing_has_no_button_for_it(town, client):
    one = stated(town, "cuc")
    assert "Rút tuyên bố" in town.sign_in(client, "cuc").get(f"{AT}vex/{one.code}/").content.decode()
    town.sign_in(client, "anh")
    assert "Rút tuyên bố" not in client.get(f"{AT}vex/{one.code}/").content.decode()
    assert client.post(f"{AT}vex/{one.code}/rut/", {"why": "Không"}).status_code == 403
