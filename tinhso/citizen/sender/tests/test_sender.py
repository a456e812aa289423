"""The sender's part opens by account, by a code to the phone that the report holds, or by a secret link: by nothing else."""

import time
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinhso.casework.public import Case
from tinhso.casework.tracking.tracking import track
from tinhso.citizen.desk.views import inbox
from tinhso.citizen.intake.actions.take_email import take_email
from tinhso.citizen.models import PhoneCheck, Report, Reporter, SenderCheck
from tinhso.citizen.reports.content import Contact
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused, confirm_phone
from tinhso.citizen.sender.actions.confirm_sender import confirm_sender
from tinhso.citizen.sender.actions.purge_phone_checks import purge_phone_checks
from tinhso.citizen.sender.actions.send_phone_code import TooManyCodes, send_phone_code
from tinhso.citizen.sender.phones import digest_of, person_of
from tinhso.citizen.sender.secret_link import link_path
from tinhso.citizen.sender.views import sender
from tinhso.citizen.tests.makers import NOW, as_json, code_sent, limit_reports, open_own_part, send, set_up
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.notices.sms import answer_sms
from tinhso.kernel.notices.wording import wording
from tinhso.kernel.people.public import Person
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
OWN_WORDS, WRONG = "Rút phản ánh", "Mã không đúng"


@pytest.fixture
def report(town, settings) -> Report:
    settings.DEMO = True  # an SMS is a file
    return send(town, set_up(town))


def door(report: Report) -> str:
    return f"/phan-anh/{report.case.code}/cua-toi/"


def sees_own_part(client: Client, report: Report) -> bool:
    return OWN_WORDS in client.get(f"/phan-anh/{report.case.code}/").content.decode()


def test_a_phone_number_alone_opens_nothing(report):
    client = Client()
    answer = client.post(door(report), {"phone": "0912345678"})
    assert answer["Location"] == f"{door(report)}ma/"
    assert not sees_own_part(client, report)
    for deed in ("rut", "danh-gia", "mo-lai", "an-ten", "xoa-lien-he"):
        assert client.post(f"/phan-anh/{report.case.code}/{deed}/", {"stars": "1"}).status_code == 404
    assert Case.objects.get().state == "submitted" and Reporter.objects.get().phone


def test_the_code_goes_to_the_phone_of_the_report_and_opens_one_browser_once(report, settings):
    client = open_own_part(Client(), report, settings)
    assert sees_own_part(client, report) and not sees_own_part(Client(), report)
    assert client.get(door(report))["Location"] == f"/phan-anh/{report.case.code}/"
    check = SenderCheck.objects.get()
    assert check.person.phone == "0912345678" and check.person != report.case.person
    with pytest.raises(CodeRefused):
        confirm_sender(check=check, code=Notice.objects.latest("created_at").params["number"])
    assert client.post(f"/phan-anh/{report.case.code}/rut/").status_code == 302
    assert Case.objects.get().state == "withdrawn"


def answers_of(client: Client, code: str, phone: str) -> list[tuple[int, str, str]]:
    """All that a stranger sees who goes through the door, without the code that stands in the address."""
    page = f"/phan-anh/{code}/cua-toi/"
    found = [client.get(page[:-8]), client.get(page), client.post(page, {"phone": phone})]
    found += [client.get(f"{page}ma/"), client.post(f"{page}ma/", {"code": "000000"})]
    return [
        (one.status_code, one.get("Location", "").replace(code, ""), bare(one.content.decode(), code))
        for one in found
    ]


def bare(page: str, code: str) -> str:
    """The page without the code and without the random words of forms."""
    lines = page.replace(code, "").splitlines()
    return "\n".join(line.split('value="')[0] for line in lines)


def test_right_wrong_hidden_and_unknown_are_answered_alike(report, town):
    hidden = send(town, report.category)
    Report.objects.filter(pk=hidden.pk).update(visibility="hidden", hidden_reason="vi-pham")
    ways = [
        (hidden.case.code, "0912345678"),
        (hidden.case.code, "0987654321"),
        ("PA-240308-XXXXX", "0912345678"),
    ]
    seen = [answers_of(Client(), *way) for way in ways]
    assert seen[0] == seen[1] == seen[2]
    assert [status for status, _where, _page in seen[0]] == [404, 200, 302, 200, 422]
    assert WRONG in seen[0][4][2]


def test_the_same_is_done_for_right_and_wrong_phones(report):
    """The same statements and one job: no clock tells what the answer does not."""
    Client().post(door(report), {"phone": "12"})  # the first of a stretch tidies the counters up
    done = []
    for code, phone in (
        (report.case.code, "0912345678"),
        (report.case.code, "0987654321"),
        ("PA-X", "0912345678"),
    ):
        client = Client()
        client.get(f"/phan-anh/{code}/cua-toi/")
        with CaptureQueriesContext(connection) as asked:
            client.post(f"/phan-anh/{code}/cua-toi/", {"phone": phone})
        done.append(len(asked))
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from procrastinate_jobs where task_name = 'citizen.send_sender_code'"
            )
            assert cursor.fetchone()[0] == len(done)
    assert done[0] == done[1] == done[2] and not Notice.objects.exists()


def test_three_codes_a_day_then_silence_and_wrong_numbers_lock_nobody_out(report, town):
    client = Client()
    for _ in range(10):
        client.post(door(report), {"phone": "0987654321"})
        assert code_sent() == ""
    sent = []
    for _ in range(4):
        assert client.post(door(report), {"phone": "0912345678"}).status_code == 302
        sent.append(code_sent())
    assert all(sent[:3]) and sent[3] == ""
    other = send(town, report.category)
    client.post(door(other), {"phone": "0912345678"})
    assert code_sent()  # another report has codes of its own


def test_five_wrong_codes_and_ten_minutes_end_a_code(report, monkeypatch):
    client, page = Client(), f"{door(report)}ma/"
    client.post(door(report), {"phone": "0912345678"})
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(page, {"code": wrong}).status_code == 422
    assert client.post(page, {"code": right}).status_code == 422 and not sees_own_part(client, report)
    client.post(door(report), {"phone": "0912345678"})
    right = code_sent()
    SenderCheck.objects.update(asked_at=timezone.now() - timedelta(minutes=10, seconds=1))
    assert client.post(page, {"code": right}).status_code == 422 and not sees_own_part(client, report)
    SenderCheck.objects.update(asked_at=timezone.now() - timedelta(minutes=9, seconds=40))
    assert client.post(page, {"code": right}).status_code == 302 and sees_own_part(client, report)


def known_code(check: PhoneCheck) -> PhoneCheck:
    """The SMS is in a job's hands: the code becomes 123456."""
    check.code_digest = digest_of(check, "123456")
    check.save(update_fields=["code_digest"])
    return check


def test_three_codes_an_hour_go_to_a_phone_and_each_lives_ten_minutes(settings):
    settings.DEMO = True
    words = {"phone": "0912345678", "now": NOW}
    checks = [known_code(send_phone_code(**words)) for _ in range(3)]
    with pytest.raises(TooManyCodes):
        send_phone_code(**words)
    assert send_phone_code(phone="0987654321", now=NOW)
    for check, age, opens in zip(checks, (601, 580, 0), (False, True, True), strict=True):
        PhoneCheck.objects.filter(pk=check.pk).update(sent_at=timezone.now() - timedelta(seconds=age))
        if opens:
            assert confirm_phone(check=check, code="123456")
        else:
            with pytest.raises(CodeRefused):
                confirm_phone(check=check, code="123456")


@pytest.mark.parametrize(("days", "known"), [(89, True), (91, False)])
def test_a_browser_is_believed_for_ninety_days(settings, monkeypatch, days, known):
    settings.DEMO = True
    token = confirm_phone(check=known_code(send_phone_code(phone="0912345678", now=NOW)), code="123456")
    later = time.time() + days * 24 * 3600
    monkeypatch.setattr("django.core.signing.time", SimpleNamespace(time=lambda: later))
    assert bool(person_of(token, "0912345678")) == known


def test_a_code_belongs_to_the_browser_that_asked(report):
    client = Client()
    client.post(door(report), {"phone": "0912345678"})
    right, other = code_sent(), Client()
    assert other.post(f"{door(report)}ma/", {"code": right})["Location"] == door(report)
    other.post(door(report), {"phone": "0987654321"})
    assert other.post(f"{door(report)}ma/", {"code": right}).status_code == 422
    assert not sees_own_part(other, report)


def test_what_is_no_phone_is_said_and_too_many_tries_are_slowed(report, monkeypatch):
    answer = Client().post(door(report), {"phone": "12 ab"})
    assert answer.status_code == 422 and "12 ab" in answer.content.decode()
    monkeypatch.setattr(sender, "MOST_ASKED", 0)
    monkeypatch.setattr(sender, "MOST_CODES", 0)
    assert Client().post(door(report), {"phone": "0912345678"}).status_code == 429
    client = Client()
    monkeypatch.setattr(sender, "MOST_ASKED", 9)
    client.post(door(report), {"phone": "0912345678"})
    assert client.post(f"{door(report)}ma/", {"code": "1"}).status_code == 429


def test_checks_are_erased_with_the_person_that_was_made_for_the_phone(report, settings):
    open_own_part(Client(), report, settings)
    Client().post(door(report), {"phone": "0987654321"})
    SenderCheck.objects.update(asked_at=timezone.now() - timedelta(days=3))
    phones = Person.objects.filter(phone="0912345678").count()
    assert purge_phone_checks(now=clock.now()) == 2 and not SenderCheck.objects.exists()
    assert Person.objects.filter(phone="0912345678").count() == phones - 1


def test_four_digits_prove_nothing_about_a_report(report, client):
    code = report.case.code
    assert track(code, proof="5678") == track(code, proof="0000") == track(code)
    right, wrong = (
        client.post("/tra-cuu/", {"code": code, "proof": d}).content.decode() for d in ("5678", "0000")
    )
    assert door(report) in right and bare(right, code) == bare(wrong, code)
    assert answer_sms("912345678", f"HS {code} 5678", now=NOW) == answer_sms("912345679", "HS X 1", now=NOW)


def test_who_has_no_phone_and_no_account_gets_a_secret_link_once(town, settings):
    settings.DEMO, settings.TINHSO_SMS_URL = False, ""  # no SMS on this instance
    set_up(town)
    client = Client()
    body = {"key": str(uuid4()), "category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    reply = as_json(client, "/phan-anh/gui/don/", body).json()
    report = Report.objects.get()
    path = reply["own_url"].removeprefix("http://testserver")
    assert path.startswith("/phan-anh/cua-toi/") and report.case.code not in path
    other = Client()
    assert other.get(path).status_code == 200 and not sees_own_part(
        other, report
    )  # looking ahead opens nothing
    assert other.post(path)["Location"] == f"/phan-anh/{report.case.code}/" and sees_own_part(other, report)
    assert other.post(f"/phan-anh/{report.case.code}/rut/").status_code == 302
    assert Case.objects.get().state == "withdrawn"
    for wrong in (
        f"{path[:-2]}x/",
        "/phan-anh/cua-toi/x/",
        link_path(uuid4()),
    ):
        answer = Client().post(wrong)
        assert answer.status_code == 422 and "Đường dẫn không đúng" in answer.content.decode()


def test_the_pages_show_the_link_once_where_no_code_can_be_sent(town, settings):
    settings.DEMO, settings.TINHSO_SMS_URL = False, ""
    set_up(town)
    client, key = Client(), uuid4()
    client.post(f"/phan-anh/gui/{key}/anh/", {"next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    answer = client.post(f"/phan-anh/gui/{key}/lien-he/", {"name": "", "phone": "0912345678"})
    first, second = (client.get(answer["Location"]).content.decode() for _ in range(2))
    assert link_path(key) in first and link_path(key) not in second


def test_no_phone_is_asked_for_and_who_gives_none_gets_the_link_once(report, town):
    """Pages and app, where codes can be sent: a phone is one way in, the secret link the other."""
    client, key = Client(), uuid4()
    client.post(f"/phan-anh/gui/{key}/anh/", {"next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    page = client.get(f"/phan-anh/gui/{key}/lien-he/").content.decode()
    assert "Không bắt buộc ghi số điện thoại" in page and "đường dẫn riêng" in page
    answer = client.post(f"/phan-anh/gui/{key}/lien-he/", {"name": "", "phone": ""})
    assert answer["Location"].endswith("/da-gui/") and not PhoneCheck.objects.exists()
    first, second = (client.get(answer["Location"]).content.decode() for _ in range(2))
    assert link_path(key) in first and link_path(key) not in second
    assert "Đường dẫn riêng đã hiện một lần" in second
    app = {"key": str(uuid4()), "category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    sent = as_json(Client(), "/phan-anh/gui/don/", app)
    assert sent.status_code == 201 and sent.json()["own_url"].endswith(link_path(UUID(app["key"])))
    assert (
        "(không bắt buộc)" in Client().get("/phan-anh/soan/").content.decode().split("contact-phone")[1][:200]
    )


def test_who_gives_neither_phone_nor_account_is_slowed_sooner(report):
    limit_reports("nobody", 1)
    body = {"category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    answers = [as_json(Client(), "/phan-anh/gui/don/", body | {"key": str(uuid4())}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]


ENTRY = {"category": "o-ga", "description": "Gọi điện", "address": "Cầu Đông"}


@pytest.mark.long
def test_the_desk_hands_over_a_slip_with_the_way_in(report, town):
    """Without a phone the secret link, once; with one, how its code opens the part; by telephone, that there is no way."""
    desk, key = town.sign_in(Client(), "binh"), uuid4()
    answers = [
        desk.post("/can-bo/phan-anh/moi/", ENTRY | {"channel": "counter", "client_key": str(key)})
        for _ in range(2)
    ]
    assert answers[0]["Location"] == answers[1]["Location"] and answers[0]["Location"].endswith("/phieu/")
    first, second = (desk.get(answers[0]["Location"]).content.decode() for _ in range(2))
    assert link_path(key) in first and "<svg" in first and "chỉ hiện một lần" in first
    assert link_path(key) not in second and "không in lại được" in second
    sent_report, sender = Report.objects.get(case__client_key=key), Client()
    sender.post(link_path(key))
    assert sees_own_part(sender, sent_report)
    replies = {}
    for channel, phone in (("counter", "0912345678"), ("phone", "")):
        more = {"channel": channel, "phone": phone, "client_key": str(uuid4())}
        replies[channel] = desk.get(
            desk.post("/can-bo/phan-anh/moi/", ENTRY | more)["Location"]
        ).content.decode()
    assert "bằng mã gửi đến số điện thoại đã cho" in replies["counter"]
    assert "Người gọi không có cách mở phần của người gửi" in replies["phone"]
    assert "cua-toi" not in replies["counter"] + replies["phone"]


@pytest.mark.long
def test_the_form_of_the_desk_gives_no_link_to_what_others_sent(report, town, monkeypatch):
    """Keys of messages are reckoned from what others know; an old form is pressed again by who goes back."""
    mail = take_email(letter(), category=report.category, now=NOW)
    desk, key = town.sign_in(Client(), "binh"), uuid4()
    for known in (mail.case.client_key, report.case.client_key):
        answer = desk.post("/can-bo/phan-anh/moi/", ENTRY | {"channel": "counter", "client_key": str(known)})
        assert "/phan-anh/cua-toi/" not in desk.get(answer["Location"]).content.decode()
    sent = ENTRY | {"channel": "counter", "client_key": str(key)}
    assert link_path(key) in desk.get(desk.post("/can-bo/phan-anh/moi/", sent)["Location"]).content.decode()
    monkeypatch.setattr(inbox, "TWICE", timedelta(0))
    assert (
        link_path(key) not in desk.get(desk.post("/can-bo/phan-anh/moi/", sent)["Location"]).content.decode()
    )
    assert town.sign_in(Client(), "bao").get(answer["Location"]).status_code == 403


def test_an_account_and_a_phone_that_gets_codes_need_no_link(report, town):
    page = {"key": str(uuid4()), "category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    reply = as_json(town.sign_in(Client(), "an"), "/phan-anh/gui/don/", page).json()
    assert reply["own_url"] == ""


def test_the_client_key_alone_makes_nobody_the_sender(report, town):
    """Keys of messages are reckoned from their Message-ID, keys of drafts stand in addresses."""
    body = {"category": "o-ga", "description": "Sâu", "lat": 19.8, "lon": 105.78}
    mail = take_email(letter(), category=report.category, now=NOW)
    for known in (report, mail):
        client = Client()
        answer = as_json(client, "/phan-anh/gui/don/", body | {"key": str(known.case.client_key)})
        assert (answer.status_code, answer.json()["code"]) == (200, known.case.code)
        assert "own_url" not in answer.json() and not sees_own_part(client, known)


def letter() -> bytes:
    return b"From: Le Thi Bi Mat <bimat@example.vn>\r\nMessage-ID: <1@example.vn>\r\nSubject: O ga\r\n\r\nO ga sau\r\n"


@pytest.mark.long
def test_an_email_is_answered_with_the_code_and_the_link_that_stands_in_no_table(report, settings):
    mail = take_email(letter(), category=report.category, now=NOW)
    notice = Notice.objects.get(template="citizen.report_received")
    link = link_path(mail.case.client_key)
    words = wording(notice.template, notice.params)
    assert mail.case.code in words.text and settings.SITE_URL + link in words.text and link not in words.sms
    assert link.rsplit("/", 2)[1] not in f"{notice.params} {notice.path}"
    client = Client()
    client.post(link)
    assert sees_own_part(client, mail)
    take_email(letter(), category=report.category, now=NOW)
    assert Notice.objects.filter(template="citizen.report_received").count() == 1


def test_nobody_without_an_address_is_told(town):
    report = send(town, set_up(town), contact=Contact())
    assert report.case.person is not None and not Notice.objects.exists()
