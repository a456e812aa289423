"""Pages of rules, files of events and hits: walls between agencies, bounds, nothing typed is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import AccessRow
from tinhso.security.detection.actions.dismiss_hit import dismiss_hit
from tinhso.security.detection.tests.makers import (  # noqa: F401
    RULE,
    found_on,
    hits_on,
    received,
    registered_rules,
    running_rule,
    town,
)
from tinhso.security.models import DetectionException, DetectionHit, DetectionRule, DetectionRun, ScanImport
from tinhso.security.tests.makers import imported, read_list, scanned

AT = "/can-bo/an-toan-thong-tin/"
MOST_QUERIES = 40
DAY = (NOW + timedelta(days=30)).strftime("%d/%m/%Y")


@pytest.fixture
def hits(town):  # noqa: F811
    read_list(town, town.agency_a, "anh", "name,ip\npc-a,10.0.0.1\n", since=date(2023, 6, 1))
    running_rule(town)
    mine = hits_on(town, town.agency_a, found_on("pc-a", command="<b>vssadmin</b>"))[0]
    theirs = hits_on(town, town.agency_b, found_on("may-cua-b"), who="bach")[0]
    return mine, theirs


def test_an_officer_of_a_learns_nothing_of_b(town, hits, client):  # noqa: F811
    mine, theirs = hits
    exception = dismiss_hit(
        hit=theirs,
        reason="riêng của B",
        expires_on=NOW.date() + timedelta(days=9),
        by=town.actor("bach"),
        now=NOW,
    )
    town.sign_in(client, "anh")
    for path in ("phat-hien/?tinh_trang=tat-ca", "tep-su-kien/", "ngoai-le/", f"phat-hien/{mine.code}/"):
        words = client.get(AT + path).content.decode()
        assert "may-cua-b" not in words and town.agency_b.name not in words and "riêng của B" not in words, (
            path
        )
    assert client.get(f"{AT}phat-hien/?tinh_trang=tat-ca").context["page"].total == 1
    assert f"tep-su-kien/{mine.run.code}/" in client.get(f"{AT}phat-hien/{mine.code}/").content.decode()
    DetectionRun.objects.filter(pk=mine.run_id).update(agency=None)  # of several agencies: a coordinator's
    assert f"tep-su-kien/{mine.run.code}/" not in client.get(f"{AT}phat-hien/{mine.code}/").content.decode()
    one = f"phat-hien/{theirs.code}/"
    hidden = [one, f"{one}bao-nham/", f"{one}ghi-diem-yeu/", f"tep-su-kien/{theirs.run.code}/", f"ngoai-le/{exception.code}/ket-thuc/"]  # fmt: skip
    for path in hidden:
        assert client.get(AT + path).status_code == 404, path
        assert client.post(AT + path, {"reason": "x"}).status_code in (404, 405), path


@pytest.mark.parametrize("who", ["cuc", "anh"])
def test_each_page_is_bounded(town, hits, client, django_assert_max_num_queries, who):  # noqa: F811
    mine, _theirs = hits
    town.sign_in(client, who)
    rule = DetectionRule.objects.get()
    for path in (
        "quy-tac-phat-hien/", f"quy-tac-phat-hien/{rule.code}/", "tep-su-kien/", "nap-su-kien/", f"tep-su-kien/{mine.run.code}/",
        "phat-hien/", f"phat-hien/{mine.code}/", f"phat-hien/{mine.code}/bao-nham/", f"phat-hien/{mine.code}/ghi-diem-yeu/", "ngoai-le/",
    ):  # fmt: skip
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = client.get(AT + path)
        assert answer.status_code == 200, path
        assert "<b>vssadmin" not in answer.content.decode()
    assert AccessRow.objects.filter(page="detection_hit").exists()


def test_pages_that_write_are_bounded_for_a_coordinator(town, hits, client, django_assert_max_num_queries):  # noqa: F811
    rule = DetectionRule.objects.get()
    exception = dismiss_hit(
        hit=hits[0], reason="x", expires_on=NOW.date() + timedelta(days=9), by=town.actor("anh"), now=NOW
    )
    town.sign_in(client, "cuc")
    for path in (
        "nap-quy-tac/",
        f"quy-tac-phat-hien/{rule.code}/tat/",
        f"ngoai-le/{exception.code}/ket-thuc/",
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(AT + path).status_code == 200, path
    assert client.get(f"{AT}quy-tac-phat-hien/{rule.code}/bat/").status_code == 403
    client.post(f"{AT}ngoai-le/{exception.code}/ket-thuc/", {})
    assert DetectionException.objects.get().ended_at == NOW


def test_a_file_with_a_fault_comes_back_in_the_box_with_its_line(town, client):  # noqa: F811
    town.sign_in(client, "cuc")
    sent = SimpleUploadedFile("r.yml", RULE.replace("contains|all", "khong").encode())
    answer = client.post(f"{AT}nap-quy-tac/", {"client_key": uuid4(), "text": "", "content": sent})
    words = answer.content.decode()
    assert answer.status_code == 422 and "Dòng 11" in words and "CommandLine|khong" in words
    assert not DetectionRule.objects.exists()
    answer = client.post(f"{AT}nap-quy-tac/", {"client_key": uuid4(), "text": RULE})
    rule = DetectionRule.objects.get()
    assert answer.url == reverse("detection_rule", args=[rule.code])
    assert "người khác" in client.get(answer.url).content.decode()


def test_a_second_person_switches_on_and_off_with_a_reason(town, client):  # noqa: F811
    rule = registered_rules(town)[0]
    one = f"{AT}quy-tac-phat-hien/{rule.code}/"
    town.sign_in(client, "lam")
    assert "Bật quy tắc" in client.get(one).content.decode()
    assert client.get(f"{one}bat/").status_code == 200
    client.post(f"{one}bat/", {"reported": "on"})
    rule.refresh_from_db()
    assert (rule.state, rule.reported) == ("on", True)
    town.sign_in(client, "cuc")
    assert client.post(f"{one}tat/", {"reason": ""}).status_code == 422
    client.post(f"{one}tat/", {"reason": "Ồn"})
    rule.refresh_from_db()
    assert rule.state == "off"
    town.sign_in(client, "anh")
    assert client.get(one).status_code == 404
    assert client.get(f"{AT}nap-quy-tac/").status_code == 403


def test_a_file_of_events_is_sent_and_a_hit_decided(town, hits, client):  # noqa: F811
    town.sign_in(client, "anh")
    sent = {"client_key": uuid4(), "agency": town.agency_a.pk, "content": SimpleUploadedFile("a.json", b"{}")}
    answer = client.post(f"{AT}nap-su-kien/", sent)
    run = DetectionRun.objects.latest("pk")
    assert answer.url == reverse("detection_run", args=[run.code])
    assert "Chờ chạy" in client.get(answer.url).content.decode()
    one = f"{AT}phat-hien/{hits[0].code}/"
    assert client.post(f"{one}bao-nham/", {"reason": "x", "expires_on": "32/13/2024"}).status_code == 422
    assert client.post(f"{one}ghi-diem-yeu/", {"kind": "khong"}).status_code == 422
    assert client.post(f"{one}ghi-diem-yeu/", {"kind": "malware"}).status_code == 302
    assert client.post(f"{one}bao-nham/", {"reason": "x", "expires_on": DAY}).status_code == 422
    assert DetectionHit.objects.get(pk=hits[0].pk).state == "finding"


def test_the_events_of_a_report_are_run_while_its_file_is_there(town, hits, client):  # noqa: F811
    report = imported(town, scanned(tool="windows_events"), town.agency_a, who="anh")
    path = f"{AT}bao-cao-quet/{report.code}/chay-quy-tac/"
    town.sign_in(client, "anh")
    assert path in client.get(f"{AT}bao-cao-quet/{report.code}/").content.decode()
    before, sent = DetectionRun.objects.count(), {"client_key": str(uuid4())}
    assert 'name="client_key"' in client.get(f"{AT}bao-cao-quet/{report.code}/").content.decode()
    first, second = client.post(path, sent), client.post(path, sent)
    assert first.status_code == 302 and second.url == first.url, "pressed twice it is one run"
    assert DetectionRun.objects.count() == before + 1
    assert client.post(path).status_code == 404
    assert DetectionRun.objects.latest("pk").agency == town.agency_a
    DetectionRule.objects.update(state="off", decided_by=None)
    other = {"client_key": str(uuid4())}
    assert client.post(path, other).url == reverse("scan_import", args=[report.code])
    ScanImport.objects.update(file=None)
    assert client.post(path, other).status_code == 404
    town.sign_in(client, "bach")
    assert client.post(path, other).status_code == 404


def test_what_is_wrong_in_an_address_is_left_out(town, hits, client):  # noqa: F811
    town.sign_in(client, "cuc")
    for path in (
        "phat-hien/?tinh_trang=x&muc=9&trang=y",
        "quy-tac-phat-hien/?tinh_trang=x&q=%00%25",
        "tep-su-kien/?trang=-1",
    ):
        assert client.get(AT + path).status_code == 200, path
    assert client.get(f"{AT}phat-hien/?tinh_trang=tat-ca").context["page"].total == 2
