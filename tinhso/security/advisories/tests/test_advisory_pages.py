"""Pages of advisories: an agency learns nothing of another's answer; every page is bounded."""

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.security.advisories.actions.answer_advisory import answer_advisory
from tinhso.security.advisories.tests.makers import issued, task_of
from tinhso.security.models import AdvisoryTask, SecurityAdvisory

AT = "/can-bo/an-toan-thong-tin/"
FORM = {
    "client_key": "0d4a1a6e-6a3f-4b0e-9b1a-0a1b2c3d4e5f", "kind": "warning", "severity": "4", "title": "Lỗ hổng mới",
    "text": "Nội dung", "to_do": "Vá", "due_on": "31/12/2024", "audience": "every", "cves": "CVE-2024-1234; cve-2024-12345",
}  # fmt: skip


@pytest.fixture
def one(guarded) -> SecurityAdvisory:
    return issued(guarded)


def page(town, client, who, path, status=200):
    answer = town.sign_in(client, who).get(AT + path)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_a_coordinator_writes_one_and_reads_who_answered(guarded, client):
    guarded.sign_in(client, "cuc")
    refused = client.post(f"{AT}viet-canh-bao/", FORM | {"title": ""})
    assert refused.status_code == 422 and "Nội dung" in refused.content.decode()
    sent = client.post(f"{AT}viet-canh-bao/", FORM)
    made = SecurityAdvisory.objects.get()
    assert sent.url == reverse("security_advisory", args=[made.code])
    assert made.cves == ["CVE-2024-1234", "CVE-2024-12345"]
    words = client.get(sent.url).content.decode()
    assert guarded.agency_b.name in words
    assert client.get(f"{sent.url}?tep=csv")["Content-Type"].startswith("text/csv")
    urged = client.post(f"{sent.url}nhac/", follow=True).content.decode()
    assert (
        "Đã nhắc" in urged
        and "chưa được nhắc" in client.post(f"{sent.url}nhac/", follow=True).content.decode()
    )


def test_an_agency_reads_its_own_answer_alone(guarded, client, one):
    b = task_of(one, guarded.agency_b)
    answer_advisory(task=b, outcome="done", reason="Lời của B", by=guarded.actor("bach"), now=NOW)
    words = page(guarded, client, "anh", f"canh-bao/{one.code}/")
    assert "Lời của B" not in words and guarded.agency_b.name not in words
    answers = client.post(f"{AT}canh-bao/{one.code}/tra-loi/", {"outcome": "done", "reason": "Đã vá"})
    assert answers.status_code == 302
    assert task_of(one, guarded.agency_a).state == AdvisoryTask.State.DONE
    assert "Đã thực hiện" in page(guarded, client, "chi", "canh-bao/?tinh_trang=xong")
    for path in ("nhac/", "rut/", f"tra-lai/{b.pk}/"):
        assert client.post(f"{AT}canh-bao/{one.code}/{path}").status_code == 403


def test_who_received_none_finds_none(guarded, client):
    of_b = issued(guarded, agencies=[guarded.agency_b], title="Chỉ gửi B")
    assert "Chỉ gửi B" not in page(guarded, client, "anh", "canh-bao/?tinh_trang=tat-ca&q=gui")
    for path in ("", "tra-loi/"):
        page(guarded, client, "anh", f"canh-bao/{of_b.code}/{path}", 404)
    assert client.post(f"{AT}canh-bao/{of_b.code}/xac-nhan/").status_code == 404
    page(guarded, client, "emi", "canh-bao/", 403)


def test_an_agency_acknowledges_by_a_button_and_a_coordinator_returns(guarded, client, one):
    guarded.sign_in(client, "bach").post(f"{AT}canh-bao/{one.code}/xac-nhan/")
    task = task_of(one, guarded.agency_b)
    assert task.state == AdvisoryTask.State.ACKNOWLEDGED
    answer_advisory(task=task, outcome="done", reason="x", by=guarded.actor("bach"), now=NOW)
    returned = guarded.sign_in(client, "cuc").post(
        f"{AT}canh-bao/{one.code}/tra-lai/{task.pk}/", {"why": "Thiếu"}
    )
    assert returned.status_code == 302 and "Thiếu" in client.get(returned.url).content.decode()
    withdrawn = client.post(f"{AT}canh-bao/{one.code}/rut/", {"why": "Nhầm"})
    assert withdrawn.status_code == 302 and "Nhầm" in client.get(withdrawn.url).content.decode()


def test_pages_are_bounded(guarded, client, one, django_assert_max_num_queries):
    for n in range(3):
        issued(guarded, title=f"Cảnh báo {n}")
    for who in ("cuc", "anh"):
        guarded.sign_in(client, who)
        for path, bound in (("canh-bao/", 25), (f"canh-bao/{one.code}/", 25)):
            with django_assert_max_num_queries(bound):
                assert client.get(AT + path).status_code == 200
    with django_assert_max_num_queries(25):
        assert client.get(f"{AT}canh-bao/{one.code}/tra-loi/").status_code == 200
    guarded.sign_in(client, "cuc")
    task = task_of(one, guarded.agency_a)
    for path in ("viet-canh-bao/", f"canh-bao/{one.code}/rut/", f"canh-bao/{one.code}/tra-lai/{task.pk}/"):
        with django_assert_max_num_queries(25):
            assert client.get(AT + path).status_code == 200
