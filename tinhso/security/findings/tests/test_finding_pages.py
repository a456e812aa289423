"""Pages of findings and reports: an officer of A learns nothing of B; nothing runs in a spreadsheet; every page is bounded."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.town import make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import AccessRow
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.public import EntryRefused
from tinhso.security.findings.actions.decide_many import decide_many, mark_of
from tinhso.security.intake.actions.receive_report import receive_report
from tinhso.security.intake.reading import read_received_report
from tinhso.security.intake.retention import forget_reports
from tinhso.security.models import Machine, ScanImport, SecurityFinding, UnregisteredMachine
from tinhso.security.tests.makers import imported, read_list, reported, scanned

AT = "/can-bo/an-toan-thong-tin/"
A, B, STRANGE = "10.0.0.1", "10.0.0.2", "10.0.0.99"


@pytest.fixture
def town(guarded):
    read_list(guarded, guarded.agency_a, "anh", f"name,ip\npc-a,{A}\n", since=date(2023, 6, 1))
    read_list(guarded, guarded.agency_b, "bach", f"name,ip\npc-b,{B}\n", since=date(2023, 6, 1))
    imported(guarded, scanned(reported(A, title="=Weakness of A"), machines=[A]), agency=guarded.agency_a)
    imported(
        guarded,
        scanned(reported(B, title="Weakness of B"), reported(B, "R2"), machines=[B]),
        agency=guarded.agency_b,
    )
    imported(guarded, scanned(reported(STRANGE, "R9", title="Weakness of a stranger")))
    return guarded


def of(agency) -> SecurityFinding:
    return SecurityFinding.objects.filter(agency=agency).order_by("pk")[0]


def test_an_officer_of_a_learns_nothing_of_b(town, client):
    town.sign_in(client, "anh")
    theirs, import_of_b = of(town.agency_b), ScanImport.objects.get(agency=town.agency_b)
    for path in ("diem-yeu/", "diem-yeu/?tinh_trang=tat-ca&q=weakness", "diem-yeu-theo-co-quan/", "bao-cao-quet/", "diem-yeu/?tep=csv",
                 "diem-yeu-theo-co-quan/?tep=csv"):  # fmt: skip
        words = client.get(AT + path).content.decode()
        assert "Weakness of B" not in words and town.agency_b.name not in words and "stranger" not in words, (
            path
        )
    page = client.get(f"{AT}diem-yeu/").context["page"]
    assert page.total == 1
    hidden = [f"diem-yeu/{theirs.code}/", f"diem-yeu/{theirs.code}/quyet-dinh/", f"bao-cao-quet/{import_of_b.code}/",
              f"bao-cao-quet/{import_of_b.code}/tep/"]  # fmt: skip
    for path in hidden:
        assert client.get(AT + path).status_code == 404, path
    assert client.get(f"{AT}may-chua-biet/").status_code in (403, 404)


def test_a_coordinators_reading_is_logged_and_the_page_says_what_to_do(
    town, client, django_assert_max_num_queries
):
    town.sign_in(client, "cuc")
    before = AccessRow.objects.count()
    with django_assert_max_num_queries(24):
        answer = client.get(f"{AT}diem-yeu/{of(town.agency_b).code}/")
    assert answer.status_code == 200 and "Nói ngắn gọn" in answer.content.decode()
    assert AccessRow.objects.count() == before + 1 and AccessRow.objects.last().page == "security_finding"


def test_lists_are_bounded_and_a_csv_runs_no_formula(town, client, django_assert_max_num_queries):
    town.sign_in(client, "cuc")
    for path in ("diem-yeu/", "diem-yeu-theo-co-quan/", "bao-cao-quet/", "may-chua-biet/"):
        with django_assert_max_num_queries(20):
            assert client.get(AT + path).status_code == 200
    csv = client.get(f"{AT}diem-yeu/", {"tep": "csv"}).content.decode()
    assert "\n=" not in csv and "'=Weakness of A" in csv
    for words in (
        {"tinh_trang": "x", "muc": "9", "loai": "'"},
        {"q": "\x00%_"},
        {"trang": "-5"},
        {"muc": "4"},
    ):
        assert client.get(f"{AT}diem-yeu/", words).status_code == 200


@pytest.mark.parametrize("state", ["mo", "qua-han", "cho-quet", "xong", "bao-nham", "chap-nhan", "tat-ca"])
def test_every_filter_answers(town, client, state):
    town.sign_in(client, "anh")
    assert client.get(f"{AT}diem-yeu/", {"tinh_trang": state}).status_code == 200


@pytest.mark.long
def test_deeds_on_the_page_of_a_finding(town, client):
    town.hai = make_officer("hai", "Lê Văn Hải", town.agency_a, "Giám đốc", Head)
    one = of(town.agency_a)
    path = f"{AT}diem-yeu/{one.code}/"
    town.sign_in(client, "hai")
    assert client.get(path).status_code == 404
    answer = client.get(f"{AT}diem-yeu/")
    assert answer.context["page"].total == 0 and reverse("security_digest") not in answer.content.decode()
    town.sign_in(client, "anh")
    words = {"kind": "accepted", "reason": "Máy sắp thay", "expires_on": "01/06/2024"}
    answer = client.post(f"{path}quyet-dinh/", words)
    assert answer.status_code == 422 and "Máy sắp thay" in answer.content.decode()
    town.sign_in(client, "anh")
    hai = town.hai
    assert client.post(f"{path}quyet-dinh/", words | {"approver": hai.pk}).status_code == 302
    assert client.get(f"{path}chap-nhan/").status_code == 404
    town.sign_in(client, "hai")
    assert client.get(path).status_code == 200 and client.get(f"{path}chap-nhan/").status_code == 200
    assert client.post(f"{path}chap-nhan/").status_code == 302
    one.refresh_from_db()
    assert one.state == "accepted"
    town.sign_in(client, "anh")
    assert client.post(f"{path}ket-thuc/").status_code == 302
    assert client.post(f"{path}bao-khac-phuc/", {"what": "Đã gỡ"}).status_code == 302
    assert client.get(f"{path}xac-nhan/").status_code == 404
    town.sign_in(client, "cuc")
    assert client.post(f"{path}xac-nhan/", {"evidence": "Biên bản"}).status_code == 302
    assert "đúng hạn" in client.get(path).content.decode()


def test_one_decision_over_a_list_refuses_a_list_that_changed(town, client):
    town.sign_in(client, "bach")
    form = {"kind": "false_positive", "reason": "Máy thử", "expires_on": "01/06/2024"}
    mark = client.get(f"{AT}quyet-dinh-chung/").context["form"].initial["expected"]
    one = SecurityFinding.objects.get(rule="R2")
    SecurityFinding.objects.filter(pk=one.pk).update(state="mended", mended_at=NOW)  # one goes, another comes
    imported(town, scanned(reported(B, "R3")), agency=town.agency_b)
    refused = client.post(f"{AT}quyet-dinh-chung/", form | {"expected": mark})
    assert refused.status_code == 422 and "Máy thử" in refused.content.decode()
    assert client.get(f"{AT}quyet-dinh-chung/").context["form"].initial["expected"] != mark
    assert not SecurityFinding.objects.filter(state="false_positive").exists()
    mark = client.get(f"{AT}quyet-dinh-chung/").context["form"].initial["expected"]
    for status in (302, 422):  # pressed twice
        assert client.post(f"{AT}quyet-dinh-chung/", form | {"expected": mark}).status_code == status
    assert SecurityFinding.objects.filter(state="false_positive").count() == 2
    with pytest.raises(EntryRefused):
        decide_many(findings=[of(town.agency_a)], expected=mark_of([of(town.agency_a)]), kind="accepted", reason="x", expires_on=date(2024, 6, 1),
                    by=town.actor("anh"), now=NOW)  # fmt: skip


@pytest.mark.long
def test_a_report_is_sent_by_the_page_and_read_by_the_job(town, client):
    town.sign_in(client, "anh")
    xml = (
        '<?xml version="1.0"?><nmaprun scanner="nmap" args="nmap -p 23 10.0.0.1" start="1709800000" version="7.94">'
        '<host><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><ports><port protocol="tcp" portid="23">'
        '<state state="open"/><service name="telnet"/></port></ports></host></nmaprun>'
    )
    sent = {
        "client_key": str(uuid4()),
        "agency": town.agency_a.pk,
        "content": SimpleUploadedFile("quet.xml", xml.encode()),
    }
    answer = client.post(f"{AT}nap-bao-cao-quet/", sent)
    assert answer.status_code == 302
    one = ScanImport.objects.get(file_name="quet.xml")
    assert "Xem lại" in client.get(answer["Location"]).content.decode()
    read_received_report(one.pk, NOW)
    read_received_report(one.pk, NOW)
    one.refresh_from_db()
    assert (one.state, one.tool) == ("done", "nmap"), one.refusal
    assert client.get(answer["Location"]).status_code == 200
    assert b"".join(client.get(f"{answer['Location']}tep/").streaming_content).decode() == xml
    assert forget_reports(NOW) == 0 and forget_reports(NOW + timedelta(days=1826)) == 4
    assert client.get(f"{answer['Location']}tep/").status_code == 404


def test_what_is_no_report_is_refused_with_a_sentence(town, client):
    town.sign_in(client, "anh")
    assert client.post(f"{AT}nap-bao-cao-quet/", {}).status_code == 422
    sent = {
        "client_key": str(uuid4()),
        "agency": town.agency_a.pk,
        "content": SimpleUploadedFile("a.txt", b"hello world"),
    }
    path = client.post(f"{AT}nap-bao-cao-quet/", sent)["Location"]
    one = ScanImport.objects.get(file_name="a.txt")
    read_received_report(one.pk, NOW)
    one.refresh_from_db()
    assert one.state == "refused" and one.refusal in client.get(path).content.decode()


def test_a_report_on_which_the_job_breaks_is_refused_and_may_be_sent_anew(town, monkeypatch):
    words = {
        "agency": town.agency_a,
        "content": b"<nmaprun/>",
        "file_name": "a.xml",
        "by": town.actor("anh"),
        "now": NOW,
    }
    source = receive_report(client_key=uuid4(), **words)

    def broken(*_args, **_words):
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr("tinhso.security.intake.reading.read_scan_report", broken)
    with pytest.raises(RuntimeError):
        read_received_report(source.pk, NOW)
    source.refresh_from_db()
    assert source.state == "refused" and "gửi lại" in source.refusal
    assert receive_report(client_key=uuid4(), **words).pk != source.pk


def test_that_another_agency_sent_the_same_file_is_the_coordinators_to_know(town, client):
    words = {"content": b"<nmaprun/>", "file_name": "a.xml", "now": NOW}
    receive_report(agency=town.agency_b, client_key=uuid4(), by=town.actor("bach"), **words)
    second = receive_report(agency=town.agency_a, client_key=uuid4(), by=town.actor("anh"), **words)
    for who, seen in (("anh", False), ("cuc", True)):
        town.sign_in(client, who)
        page = client.get(f"{AT}bao-cao-quet/{second.code}/").content.decode()
        assert ("Cùng tệp này" in page) == seen


def test_a_coordinator_says_which_machine_it_is(town, client):
    town.sign_in(client, "cuc")
    waiting = UnregisteredMachine.objects.get()
    path = f"{AT}may-chua-biet/{waiting.code}/"
    assert client.get(path).status_code == 200
    assert client.post(path, {"machine": "khongco"}).status_code == 422
    machine = Machine.objects.get(name="pc-a")
    assert client.post(path, {"machine": machine.code}).status_code == 302
    assert SecurityFinding.objects.filter(machine=machine).count() == 2
    assert client.get(path).status_code == 404
    assert reverse("unregistered_machines") == f"{AT}may-chua-biet/"
