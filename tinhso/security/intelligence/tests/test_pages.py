"""Pages of indicators: who sees what, what is typed badly, and a finding that explains itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import AccessRow
from tinhso.lib.scan_reports.report import FindingKind
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.reading import read_received_report
from tinhso.security.intake.tests.test_network_logs import queries
from tinhso.security.intelligence.actions.decide_indicator import decide_indicator
from tinhso.security.intelligence.explaining import matches_of
from tinhso.security.models import (
    Indicator,
    IntelligenceLoad,
    IntelligenceSource,
    SecurityFinding,
    WarningList,
)
from tinhso.security.tests.makers import (
    imported,
    let_through,
    listed,
    read_list,
    reported,
    scanned,
    source_of_indicators,
)

AT = "/can-bo/an-toan-thong-tin/"
HERE = "10.0.0.1"


def test_a_source_from_the_form_to_its_lists(guarded, client, django_assert_max_num_queries):
    guarded.sign_in(client, "cuc")
    data = {"client_key": str(uuid4()), "name": "Nguồn A", "licence": "CC0", "kind": "upload", "tlp": "red", "audience": "officers", "trust": "70", "fades": "on"}  # fmt: skip
    assert client.get(f"{AT}them-nguon-chi-dau/").status_code == 200
    answer = client.post(f"{AT}them-nguon-chi-dau/", data)
    assert answer.status_code == 422 and "chỉ đơn vị chuyên trách" in answer.content.decode() and "Nguồn A" in answer.content.decode()  # fmt: skip
    assert client.post(f"{AT}them-nguon-chi-dau/", data | {"trust": "0"}).status_code == 422
    assert client.post(f"{AT}them-nguon-chi-dau/", data | {"tlp": "green"}).status_code == 302
    source = IntelligenceSource.objects.get()
    one = f"{AT}nguon-chi-dau/{source.code}/"
    assert client.post(f"{one}nap/", {"client_key": str(uuid4())}).status_code == 422
    sent = SimpleUploadedFile("a.txt", b"evil-a.com\n")
    answer = client.post(f"{one}nap/", {"client_key": str(uuid4()), "content": sent})
    load = IntelligenceLoad.objects.get()
    assert answer["Location"] == f"{AT}danh-sach-chi-dau/{load.code}/"
    for page in (one, answer["Location"], f"{AT}nguon-chi-dau/"):
        with django_assert_max_num_queries(14):
            assert "Nguồn A" in client.get(page).content.decode()
    assert client.post(f"{one}lay/", follow=True).status_code == 200
    assert client.get(f"{one}ngung/").status_code == 200 and client.post(f"{one}ngung/").status_code == 302
    assert client.get(f"{one}ngung/").status_code == 404


def test_an_officer_of_an_agency_sees_what_may_be_handed_on_and_changes_nothing(guarded, client):
    listed(guarded, "evil-a.com\n", tlp="red", audience="coordinators", name="Nguồn kín")
    listed(guarded, "evil-b.com\n", name="Nguồn mở")
    hidden, shown = Indicator.objects.get(value="evil-a.com"), Indicator.objects.get(value="evil-b.com")
    guarded.sign_in(client, "anh")
    page = client.get(f"{AT}chi-dau/").content.decode()
    assert "evil-b.com" in page and "evil-a.com" not in page
    for typed, here in (
        ("hxxp://x.evil-b[.]com:8080/a", True),
        ("x.evil-b[.]com", True),
        ("evil-a.com", False),
    ):
        below = client.post(f"{AT}chi-dau/", {"q": typed}).content.decode().rpartition("</form>")[2]
        assert (f"/chi-dau/{Indicator.objects.get(value='evil-b.com').code}/" in below) == here, typed
    assert client.post(f"{AT}chi-dau/", {"q": " ", "loai": "name"}).url == f"{AT}chi-dau/?loai=name"
    assert client.get(f"{AT}chi-dau/?q=khong-co.example").content.decode().count("evil-b.com") > 0, (
        "no value in an address"
    )
    assert "Nguồn kín" not in client.get(f"{AT}nguon-chi-dau/").content.decode()
    source, load = (
        IntelligenceSource.objects.get(name="Nguồn kín"),
        IntelligenceLoad.objects.get(source__name="Nguồn kín"),
    )
    for path in (
        f"chi-dau/{hidden.code}/",
        f"nguon-chi-dau/{source.code}/",
        f"danh-sach-chi-dau/{load.code}/",
    ):
        assert client.get(AT + path).status_code == 404, path
    for path in ("them-nguon-chi-dau/", f"chi-dau/{shown.code}/quyet-dinh/", "danh-sach-canh-bao/", "nap-danh-sach-canh-bao/"):  # fmt: skip
        assert client.get(AT + path).status_code == 403, path
    assert "quyet-dinh" not in client.get(f"{AT}chi-dau/{shown.code}/").content.decode()
    guarded.sign_in(client, "chi")
    assert client.get(f"{AT}chi-dau/").status_code == 403


@pytest.mark.parametrize(
    "words", ["EVIL-a[.]com", "hxxp://x", "a.b.evil-a.com", "\x00", "x" * 500, "<script>"]
)
def test_a_value_is_looked_up_however_it_is_written(guarded, client, words, django_assert_max_num_queries):
    listed(guarded, "evil-a.com\n")
    guarded.sign_in(client, "cuc")
    with django_assert_max_num_queries(14):
        answer = client.post(f"{AT}chi-dau/", {"q": words, "tinh_trang": "khac", "loai": "name"})
    assert (answer.status_code == 302) == (words == "\x00")
    page = answer.content.decode()
    assert ("<td" in page and "/chi-dau/" in page and Indicator.objects.get().code in page) == ("evil-a" in words.lower())  # fmt: skip


def test_deciding_and_warning_lists(guarded, client):
    listed(guarded, "duckdns.org\n")
    one = Indicator.objects.get()
    guarded.sign_in(client, "cuc")
    assert "1 chỉ dấu bị giữ lại" in client.get(f"{AT}chi-dau/").content.decode()
    page = f"{AT}chi-dau/{one.code}/quyet-dinh/"
    assert "DNS động" in client.get(page).content.decode()
    assert client.post(page, {"state": "active", "reason": "x"}).status_code == 422
    assert client.post(page, {"state": "allowed", "reason": ""}).status_code == 422
    assert client.post(page, {"state": "allowed", "reason": "Đã kiểm tra"}).status_code == 302
    assert "Đã kiểm tra" in client.get(f"{AT}chi-dau/{one.code}/").content.decode()
    sent = SimpleUploadedFile("a.txt", b"evil-a.com\n")
    data = {
        "client_key": str(uuid4()),
        "name": "Danh sách",
        "kind": "other",
        "source": "thử",
        "content": sent,
    }
    assert client.post(f"{AT}nap-danh-sach-canh-bao/", data).status_code == 302
    assert "tinh.vn" in client.get(f"{AT}danh-sach-canh-bao/").content.decode()
    end = f"{AT}danh-sach-canh-bao/{WarningList.objects.get().code}/ngung/"
    assert client.get(end).status_code == 200 and client.post(end).status_code == 302
    assert client.get(end).status_code == 404


@pytest.mark.long
def test_a_finding_explains_itself_and_the_indicator_knows_where_it_was_seen(
    guarded, client, django_assert_max_num_queries
):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-mot,{HERE}\n")
    listed(guarded, "thu-moi.example\n", name="Nguồn mở", now=NOW - timedelta(days=10))
    listed(guarded, "thu-moi.example\n", tlp="red", audience="coordinators", name="Nguồn kín", now=NOW - timedelta(days=9))  # fmt: skip
    let_through(guarded)
    log = "\n".join(queries(NOW - timedelta(days=5), HERE, "x.thu-moi.example")).encode()
    source = receive_report(agency=None, content=log, file_name="dns.log", client_key=uuid4(), by=guarded.actor("cuc"), now=NOW)  # fmt: skip
    read_received_report(source.pk, NOW)
    finding, one = SecurityFinding.objects.get(), Indicator.objects.get()
    guarded.sign_in(client, "anh")
    with django_assert_max_num_queries(24):
        page = client.get(f"{AT}diem-yeu/{finding.code}/").content.decode()
    assert "Nguồn mở" in page and "Nguồn kín" not in page and "Còn 1 nguồn" in page
    assert "72 %" in page and "giảm dần về 0 trong 100 ngày" in page and f"/chi-dau/{one.code}/" in page
    before = AccessRow.objects.count()
    with django_assert_max_num_queries(20):
        page = client.get(f"{AT}chi-dau/{one.code}/").content.decode()
    assert "pc-mot" in page and AccessRow.objects.count() == before + 1
    guarded.sign_in(client, "bach")
    page = client.get(f"{AT}chi-dau/{one.code}/").content.decode()
    assert "pc-mot" not in page and "Chưa nhật ký nào" in page, "another agency learns nothing of the machine"


def test_a_list_that_could_not_be_read_lists_what_and_why(guarded, client):
    load = listed(guarded, "hai từ\n=1+1 x\n", source_of_indicators(guarded))
    guarded.sign_in(client, "cuc")
    page = client.get(f"{AT}danh-sach-chi-dau/{load.code}/").content.decode()
    assert "dòng 1" in page and "không phải một giá trị" in page
    saved = client.get(f"{AT}danh-sach-chi-dau/{load.code}/?tep=csv").content.decode()
    assert "'=1+1" in saved
    guarded.sign_in(client, "anh")
    for path in ("", "?tep=csv"):
        words = client.get(f"{AT}danh-sach-chi-dau/{load.code}/{path}").content.decode()
        assert "không phải một giá trị" in words and "=1+1" not in words, path


def test_a_contact_with_a_network_is_explained_and_the_words_of_a_decision_stay_with_who_may_see_it(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-mot,{HERE}\n")
    listed(guarded, "198.51.100.0/24\n", tlp="red", audience="coordinators")
    one = Indicator.objects.get()
    decide_indicator(indicator=one, state="allowed", reason="Theo công văn mật", by=guarded.actor("cuc"), now=NOW)  # fmt: skip
    contact = reported(HERE, rule=one.value, kind=FindingKind.BOTNET, port=None, protocol="")
    imported(guarded, scanned(contact))
    finding = SecurityFinding.objects.get()
    (seen,), (handed,) = (matches_of(finding, guarded.actor(who), NOW) for who in ("cuc", "anh"))
    assert "trong dải 198.51.100.0/24" in seen.why and "công văn" in seen.why and one.code in seen.url
    assert "trong dải 198.51.100.0/24" in handed.why and "công văn" not in handed.why and not handed.url
    assert handed.sources is None and "1 nguồn" in handed.hidden
