"""The list of reports that are due: groups in the order of harm, narrowed by its address, heads approve many at once."""

import pytest
from django.test import Client
from django.urls import reverse

from tinhso.indicators.models import Approval, DataEntry
from tinhso.indicators.tests import entry_makers as entries

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/so-lieu/bieu-thu/so-a/202402/"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: entries.NOW)


@pytest.fixture
def as_(town):
    entries.make_set(town.agency_a)
    return lambda name: town.sign_in(Client(), name)


def reported(as_):
    """A whole report of Emi's, for the head."""
    client = as_("emi")
    client.post(PAGE, {"test.sold:a": "5", "test.sold:b": "5", "test.stock": "1"})
    client.post(f"{PAGE}bao-cao-du/", {"ver": "1"})
    return DataEntry.objects.get(period="202402")


def key(entry):
    return f"bieu-thu|so-a|202402|{entry.approval.ver if hasattr(entry, 'approval') else 1}"


def test_late_reports_stand_first_and_the_address_narrows_them(as_):
    client = as_("emi")
    page = client.get(reverse("entries_due"))
    found = page.context["found"]
    assert [str(label) for label, _lines in found.groups][0] == "Quá hạn báo cáo"
    narrowed = client.get(reverse("entries_due"), {"nhom": "can-bao-cao"}).context["found"]
    assert [len(lines) for _label, lines in narrowed.groups] == [1]
    assert client.get(reverse("entries_due"), {"bieu": "khong-co"}).context["found"].groups == []
    assert client.get(reverse("entries_due"), {"nhom": "x", "trang": "-1", "sap": "x"}).status_code == 200


@pytest.mark.long
def test_a_head_approves_many_and_each_failure_says_why(as_):
    entry = reported(as_)
    assert 'data-key="d"' not in as_("emi").get(reverse("entries_due")).content.decode()
    chi = as_("chi")
    page = chi.get(reverse("entries_due")).content.decode()
    assert 'data-key="d"' in page and f'value="{key(entry)}"' in page
    rows = [key(entry), "bieu-thu|so-a|202401|1", "khong|co|202401|1", "lạ"]
    result_page = chi.post(reverse("approve_entries"), {"chosen": rows}, follow=True).content.decode()
    assert "Đã duyệt 1 báo cáo." in result_page
    assert "bieu-thu · so-a · 202401: chưa có số liệu" in result_page
    assert "khong · co · 202401: không tìm thấy" in result_page
    assert Approval.objects.get(entry=entry).state == "approved"
    second = chi.post(reverse("approve_entries"), {"chosen": rows[:1]}, follow=True).content.decode()
    assert "Báo cáo vừa được người khác xử lý (Duyệt: " in second
    assert (
        "Đánh dấu ít nhất một báo cáo." in chi.post(reverse("approve_entries"), follow=True).content.decode()
    )


def test_whoever_is_no_head_or_another_agencys_approves_nothing(as_):
    entry = reported(as_)
    assert as_("emi").post(reverse("approve_entries"), {"chosen": key(entry)}).status_code == 403
    as_("bao").post(reverse("approve_entries"), {"chosen": key(entry)})
    assert DataEntry.objects.get(pk=entry.pk).approvals == []
