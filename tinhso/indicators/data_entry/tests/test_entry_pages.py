import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.town import make_officer
from tinhso.indicators.models import DataEntry, DataValue
from tinhso.indicators.tests import entry_makers as entries
from tinhso.kernel.people.roles import Examiner

pytestmark = pytest.mark.django_db
ADDRESS = ["bieu-thu", "so-a", "202402"]
PAGE = "/can-bo/so-lieu/bieu-thu/so-a/202402/"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: entries.NOW)


@pytest.fixture
def data_set(town):
    town.lan = make_officer("lan", "Lê Lan", town.agency_b, "Chuyên viên", Examiner)
    return entries.make_set(town.agency_a)


def client(town, name):
    return town.sign_in(Client(), name)


def test_the_due_list_shows_period_deadline_and_state_of_the_own_agency(
    town, data_set, django_assert_max_num_queries
):
    officer = client(town, "emi")
    with django_assert_max_num_queries(22):
        page = officer.get(reverse("entries_due")).content.decode()
    assert "tháng 2/2024" in page.lower() or "02/2024" in page
    assert "10/03/2024" in page
    assert "còn 2 ngày" in page
    assert "không có biểu nào" in client(town, "lan").get(reverse("entries_due")).content.decode()


def test_what_is_typed_is_saved_and_what_cannot_be_read_stays_in_its_field(town, data_set):
    officer = client(town, "emi")
    answer = officer.post(PAGE, {"test.sold:a": "1.234,5", "test.sold:b": "12x"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12x"' in page and "không phải số" in page
    assert 'value="1.234,5"' in page
    assert DataValue.objects.get().value == 1234.5


def test_the_script_saves_one_field_and_is_told_what_is_wrong(town, data_set):
    officer = client(town, "emi")
    good = officer.post(PAGE, {"test.sold:a": "5"}, headers={"accept": "application/json"})
    assert good.json() == {"written": 1, "errors": {}, "unusual": {}}
    bad = officer.post(PAGE, {"test.stock": "1,5"}, headers={"accept": "application/json"})
    assert bad.status_code == 422
    assert bad.json()["errors"] == {"test.stock": "Số này phải là số nguyên."}


def test_the_page_shows_the_period_before_the_year_before_and_broken_rules(
    town, data_set, django_assert_max_num_queries
):
    entries.make_rule()
    for code, a in (("202401", 111), ("202302", 222)):
        entries.enter(town, data_set, entries.numbers(a, a + 1), period=entries.Period.parse(code))
    entries.enter(town, data_set, entries.numbers(9, 4))
    officer = client(town, "emi")
    with django_assert_max_num_queries(26):
        page = officer.get(PAGE).content.decode()
    assert "111" in page and "222" in page
    assert "Bán A (9) phải nhỏ hơn test.sold[kind=b] (4)." in page


def test_another_agency_sees_no_report_and_posts_none(town, data_set):
    entries.enter(town, data_set, entries.numbers(1, 2))
    stranger = client(town, "lan")
    assert stranger.get(PAGE).status_code == 403
    assert stranger.post(PAGE, {"test.sold:a": "9"}).status_code == 403
    assert stranger.post(f"{PAGE}duyet/", {"ver": "1"}).status_code == 403
    assert stranger.get(f"{PAGE}tep.csv").status_code == 403
    assert stranger.get(reverse("completeness", args=["bieu-thu"])).status_code == 404
    reader = client(town, "sau")  # above: reads, does not enter
    assert reader.get(PAGE).status_code == 200
    assert reader.post(PAGE, {"test.sold:a": "9"}).status_code == 403
    assert DataValue.objects.count() == 2


def test_a_report_goes_from_complete_to_locked_and_is_opened_with_a_reason(town, data_set):
    officer, head, above = (client(town, name) for name in ("emi", "chi", "sau"))
    officer.post(PAGE, {"test.sold:a": "1", "test.sold:b": "2"})
    for who, deed, ver in ((officer, "bao-cao-du", 1), (head, "duyet", 2), (head, "khoa", 3)):
        assert who.post(f"{PAGE}{deed}/", {"ver": ver}).status_code == 302
    refused = officer.post(PAGE, {"test.sold:a": "7"})
    assert refused.status_code == 409
    assert "lãnh đạo Ủy ban nhân dân tỉnh" in refused.content.decode()
    short = above.post(f"{PAGE}mo-khoa/", {"ver": 4, "ly_do": "sai"})
    assert short.status_code == 422 and "ít nhất 10 ký tự" in short.content.decode()
    assert above.post(f"{PAGE}mo-khoa/", {"ver": 3, "ly_do": "Doanh nghiệp báo lại"}).status_code == 409
    assert above.post(f"{PAGE}mo-khoa/", {"ver": 4, "ly_do": "Doanh nghiệp báo lại"}).status_code == 302
    assert DataEntry.objects.get().approval.state == "draft"


def test_an_incomplete_report_is_refused_on_its_page(town, data_set):
    answer = client(town, "emi").post(f"{PAGE}bao-cao-du/", {"ver": 0})
    assert answer.status_code == 409
    assert "ô bắt buộc còn trống" in answer.content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_as_a_file_comes_in_unchanged(town, data_set, kind):
    entries.enter(town, data_set, entries.numbers("1234.5", 2))
    officer = client(town, "emi")
    content = officer.get(f"{PAGE}tep.{kind}").content
    page = officer.post(f"{PAGE}kiem-tra-tep/", {"tep": SimpleUploadedFile(f"x.{kind}", content)})
    assert "không có thay đổi" in page.content.decode()


def test_the_dry_run_names_bad_rows_and_writes_nothing(town, data_set):
    rows = 'Mã ô,Giá trị\ntest.sold:a,"5,5"\ntest.sold:b,abc\nla-gi,1\ntest.sold:a,6\n'
    officer = client(town, "emi")
    page = officer.post(
        f"{PAGE}kiem-tra-tep/", {"tep": SimpleUploadedFile("x.csv", rows.encode())}
    ).content.decode()
    for words in ("không phải số", "không có ô như vậy", "đã có ở một dòng trên", 'value="5,5"'):
        assert words in page
    assert not DataValue.objects.exists()
    wrong = officer.post(f"{PAGE}kiem-tra-tep/", {"tep": io.BytesIO(b"\xff\xfe")})
    assert wrong.status_code == 422


def test_completeness_counts_what_is_due_complete_and_in_time(town, data_set):
    officer = client(town, "emi")
    officer.post(PAGE, {"test.sold:a": "1", "test.sold:b": "2"})
    officer.post(f"{PAGE}bao-cao-du/", {"ver": 1})
    page = client(town, "sau").get(reverse("completeness", args=["bieu-thu"])).content.decode()
    assert "1/1" in page and "0/1" in page
