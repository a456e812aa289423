"""From a hidden report no row, event, job or neighbour in time leads to the account that sent it, but the guarded one."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tinhso.casework.public import Case
from tinhso.citizen.desk.actions.answer_report import answer_report
from tinhso.citizen.desk.actions.merge_report import merge_report
from tinhso.citizen.desk.actions.publish_answer import publish_answer
from tinhso.citizen.desk.actions.set_visibility import hide_report
from tinhso.citizen.desk.tests.test_desk import answered_report
from tinhso.citizen.feedback import data as feedback_data
from tinhso.citizen.feedback.actions.ask_feedback_supplement import ask_feedback_supplement
from tinhso.citizen.feedback.actions.take_feedback import earlier_of_sender
from tinhso.citizen.models import (
    Complaint,
    Feedback,
    Report,
    ReportCategory,
    Reporter,
    ReportFollow,
    ReportPhoto,
)
from tinhso.citizen.reports import data as report_data
from tinhso.citizen.reports.report_notices import tell_followers, tell_merged
from tinhso.citizen.retention.actions.forget_sender import forget_left_reporters
from tinhso.citizen.sender.tests.row_walk import at_the_same_time, read_rows, walk, way_to
from tinhso.citizen.tests.life_makers import Inspectorate, Office, actor, make_rules, taken_feedback
from tinhso.citizen.tests.makers import REFUSALS, as_json, picture, send, set_up, upload
from tinhso.kernel.events.models import AccessRow, EventRow
from tinhso.kernel.events.public import verify
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.notices.actions.send_delivery import address_of
from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.models import Pseudonym, User
from tinhso.kernel.people.own_account.actions.close_account import close_account
from tinhso.kernel.people.public import Actor, Person
from tinhso.kernel.site import clock

pytestmark = pytest.mark.django_db
PHONE, MAIL, NAME = "0987000111", "an-bi-mat@example.vn", "Nguyễn Thị Giấu"


@pytest.fixture
def an(town, settings):
    """An's account, with all that tells who it is, opened long ago."""
    settings.TINHSO_SMS_URL = "http://sms.invalid"
    set_up(town)
    for row in (town.an, town.an.person):
        row.full_name, row.phone, row.email = NAME, PHONE, MAIL
        row.save()
    User.objects.update(date_joined=timezone.now() - timedelta(days=90))
    return town.an


def by_pages(client: Client) -> Report:
    """Page by page, with a photo that was taken off again and one that stays."""
    key = uuid4()
    client.post(f"/phan-anh/gui/{key}/anh/", {"photo": upload(picture(size=(40, 40)))})
    photo = client.get(f"/phan-anh/gui/{key}/anh/").context["photos"][0]
    shown = client.get(f"/phan-anh/gui/{key}/anh/{photo.pk}/")  # in quarantine, for its sender
    assert shown.status_code == 200 and b"".join(shown.streaming_content)  # type: ignore[arg-type]
    client.post(f"/phan-anh/gui/{key}/anh/{photo.pk}/bo/")
    client.post(f"/phan-anh/gui/{key}/anh/", {"photo": upload(picture()), "next": "1"})
    client.post(f"/phan-anh/gui/{key}/vi-tri/", {"address": "Cầu Đông", "commune": "14797"})
    client.post(f"/phan-anh/gui/{key}/noi-dung/", {"category": "o-ga", "description": "Sâu lắm"})
    assert client.post(f"/phan-anh/gui/{key}/lien-he/", {"name": NAME, "phone": PHONE}).status_code == 302
    return Report.objects.select_related("case__person", "category").latest("pk")


def by_outbox(client: Client) -> Report:
    """As the app sends it."""
    key = str(uuid4())
    client.get("/phan-anh/gui/khoa/")
    files = [
        client.post("/phan-anh/gui/tep/", {"key": key, "photo": upload(picture())}).json()["file"]
        for _ in range(2)
    ]
    body = {"key": key, "category": "o-ga", "lat": 19.8, "lon": 105.78, "photos": files[:1]}
    assert as_json(client, "/phan-anh/gui/don/", body).status_code == 201
    return Report.objects.select_related("case__person", "category").latest("pk")


def ended(town, client: Client, report: Report) -> None:
    """Handled, answered, hidden, and rated by its sender."""
    answered_report(town, report)
    case = report.case
    answer_report(report=report, ver=case.ver, text="Đã vá", photos=[], by=town.actor("emi"), now=clock.now())
    binh = town.actor("binh")
    publish_answer(report=report, ver=report.case.ver, text="Đã vá", by=binh, now=clock.now())
    hide_report(report=report, reason="vi-pham", reasons=REFUSALS, by=binh, now=clock.now())
    assert client.post(f"/phan-anh/{case.code}/danh-gia/", {"stars": "2", "text": "Chậm"}).status_code == 302
    assert client.post(f"/phan-anh/{case.code}/an-ten/").status_code == 302
    assert Case.objects.get(pk=case.pk).rating == 2


@pytest.mark.long
@pytest.mark.parametrize("way_in", [by_pages, by_outbox])
def test_no_row_but_the_guarded_one_leads_from_a_hidden_report_to_its_sender(town, an, way_in):
    client = town.sign_in(Client(), "an")
    User.objects.update(last_login=timezone.now() - timedelta(hours=1))
    report = way_in(client)
    ended(town, client, report)
    names = {("people_user", str(an.pk)), ("people_person", str(an.person_id))}
    rows = read_rows()
    reached = walk(rows, ("citizen_report", str(report.pk)))
    tables = {table for table, _pk in reached}
    assert tables >= {
        "casework_case",
        "files_storedfile",
        "kernel_event",
        "notices_notice",
        "notices_delivery",
    }
    assert tables >= {"procrastinate_jobs", "people_pseudonym", "citizen_reporter", "people_person"}
    for name in names:
        assert not way_to(reached, name), way_to(reached, name)
    for node in reached.keys() - {("citizen_reporter", str(report.reporter.pk))}:
        text = str(rows.rows[node])
        assert not [word for word in (PHONE, MAIL, NAME) if word in text], node
    assert not at_the_same_time(rows, set(reached), names)


def by_feedback(town, client: Client) -> tuple[str, str]:
    """Written, asked back, added to, answered, rated: every deed that its sender has."""
    words = {"wished": "conduct", "subject": "Thái độ", "text": "Cán bộ quầy 3 nói to", "phone": PHONE}
    sent = words | {"client_key": str(uuid4()), "address": "12 Phố Xanh"}
    answers = [client.post("/kien-nghi/gui/", sent) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    feedback = Feedback.objects.select_related("case__person").get()
    base = f"/kien-nghi/{feedback.case.code}"
    taken_feedback(town, feedback, now=clock.now() - timedelta(hours=1))
    words = {"ver": feedback.case.ver, "text": "Ngày nào?", "by": town.actor("emi"), "now": clock.now()}
    ask_feedback_supplement(feedback=feedback, **words)
    ver = Case.objects.get(pk=feedback.pk).ver
    assert client.post(f"{base}/bo-sung/", {"ver": ver, "text": "Hôm qua"}).status_code == 302
    Case.objects.filter(pk=feedback.pk).update(state="done", step="", finished_at=clock.now())
    ver = Case.objects.get(pk=feedback.pk).ver
    assert client.post(f"{base}/danh-gia/", {"ver": ver, "stars": 2}).status_code == 302
    return "citizen_feedback", str(feedback.pk)


def by_complaint(town, client: Client) -> tuple[str, str]:
    """A complaint with a paper, twice pressed, and read by the unit."""
    page, key = "/khieu-nai-to-cao/khieu-nai/", str(uuid4())
    paper = upload(picture(), "quyet-dinh.jpg")
    client.post(page, {"client_key": key, "giay_to": paper})
    sent = {"client_key": key, "send": "1", "subject": "Về quyết định", "text": "Sai", "sender_name": NAME}
    sent |= {"phone": PHONE, "address": "12 Phố Xanh", "mine": "on"}
    answers = [client.post(page, sent) for _ in range(2)]
    assert answers[0].status_code == 302 and answers[0]["Location"] == answers[1]["Location"]
    complaint = Complaint.objects.get()
    assert complaint.files.count() == 1 and client.get(answers[0]["Location"]).status_code == 200
    return "citizen_complaint", str(complaint.pk)


@pytest.fixture
def offices(town, an) -> Office:
    make_rules()
    office = Office(town)
    Inspectorate(town)
    User.objects.update(date_joined=timezone.now() - timedelta(days=90))
    return office


@pytest.mark.long
@pytest.mark.parametrize("way_in", [by_feedback, by_complaint])
def test_no_row_but_the_guarded_one_leads_from_a_letter_to_its_sender(town, an, offices, way_in):
    client = town.sign_in(Client(), "an")
    client.get("/cua-toi/")
    User.objects.update(last_login=timezone.now() - timedelta(hours=1))
    start = way_in(town, client)
    names = {("people_user", str(an.pk)), ("people_person", str(an.person_id))}
    rows = read_rows()
    reached = walk(rows, start)
    assert {table for table, _pk in reached} >= {"casework_case", "kernel_event", "people_pseudonym"}
    assert {table for table, _pk in reached} >= {"notices_notice", "procrastinate_jobs"}
    for name in names:
        assert not way_to(reached, name), way_to(reached, name)
    for node in reached.keys() - {start}:
        text = str(rows.rows[node])
        assert not [word for word in (PHONE, MAIL, NAME) if word in text], node
    assert not at_the_same_time(rows, set(reached), names)


@pytest.mark.long
def test_the_sender_of_feedback_reaches_it_and_an_earlier_one_is_known_as_theirs(town, an, offices):
    client = town.sign_in(Client(), "an")
    by_feedback(town, client)
    first = Feedback.objects.get()
    words = {"wished": "policy", "subject": "Việc khác", "text": "Bớt giấy", "phone": "0987000222"}
    client.post("/kien-nghi/gui/", words | {"client_key": str(uuid4()), "address": "12 Phố Xanh"})
    second = Feedback.objects.select_related("case__person").exclude(pk=first.pk).get()
    fresh = town.sign_in(Client(), "an")
    assert fresh.get(f"/kien-nghi/{first.case.code}/cua-toi/").status_code == 200
    assert town.sign_in(Client(), "dung").get(f"/kien-nghi/{first.case.code}/cua-toi/").status_code == 404
    assert first.case.code in fresh.get("/cua-toi/").content.decode()
    tables = {table.name: table.rows for table in feedback_data.tables(town.actor("an"))}
    assert {row["ma"] for row in tables["kien-nghi"]} == {first.case.code, second.case.code}
    assert list(earlier_of_sender(second, actor("ha", town), clock.now())) == [first]
    line = AccessRow.objects.filter(case_ids__contains=[second.pk], page="feedback_take").get()
    assert line.actor_id == User.objects.get(username="ha").pk


@pytest.mark.long
def test_feedback_that_was_kept_before_is_unlinked(town, an, offices):
    start = by_feedback(town, town.sign_in(Client(), "an"))
    Pseudonym.objects.all().delete()
    Case.objects.update(person=an.person)
    Case.objects.get().participants.filter(person__isnull=False).update(person=an.person)
    Notice.objects.filter(case_id=Case.objects.get().pk).update(person=an.person, user=an)
    assert way_to(walk(read_rows(), start), ("people_user", str(an.pk)))
    with connection.cursor() as cursor:
        cursor.execute(import_module("tinhso.citizen.migrations.0011_unlinked_letters").SENDERS)
    reached = walk(read_rows(), start)
    for goal in (("people_user", str(an.pk)), ("people_person", str(an.person_id))):
        assert not way_to(reached, goal), way_to(reached, goal)
    page = f"/kien-nghi/{Case.objects.get().code}/cua-toi/"
    assert town.sign_in(Client(), "an").get(page).status_code == 200


@pytest.mark.long
def test_the_walk_finds_what_it_looks_for(town, an):
    """One link of each kind planted, one after the other."""
    report = by_outbox(town.sign_in(Client(), "an"))
    file, goal = report.photos.get().file, ("people_user", str(an.pk))
    start = ("citizen_report", str(report.pk))
    assert not way_to(walk(read_rows(), start), goal)
    ReportFollow.objects.create(report=report, user=an, since=timezone.now() - timedelta(days=9))
    assert way_to(walk(read_rows(), start), goal)
    ReportFollow.objects.all().delete()
    StoredFile.objects.filter(pk=file.pk).update(nameless=False, uploaded_by=an)
    assert way_to(walk(read_rows(), start), goal)
    StoredFile.objects.filter(pk=file.pk).update(nameless=True, uploaded_by=None)
    session = Client()
    town.sign_in(session, "an")
    held = session.session
    held["reports"] = [report.case.code]
    held.save()
    assert way_to(walk(read_rows(), start), goal)
    del held["reports"]
    held.save()
    Notice.objects.create(
        key="x", user=an, topic="x", template="x", created_at=Report.objects.get().sent_at, path="/"
    )
    rows = read_rows()
    assert at_the_same_time(rows, set(walk(rows, start)), {goal})


@pytest.mark.long
def test_the_sender_reaches_what_is_their_own_as_before(town, an, client):
    town.sign_in(client, "an")
    report = by_pages(client)
    code = report.case.code
    fresh = town.sign_in(Client(), "an")  # another browser: by the account alone
    assert "Rút phản ánh" in fresh.get(f"/phan-anh/{code}/").content.decode()
    assert code in fresh.get("/cua-toi/").content.decode()
    assert Client().get(f"/phan-anh/{code}/").status_code == 404
    assert town.sign_in(Client(), "dung").get(f"/phan-anh/{code}/").status_code == 404
    StoredFile.objects.update(state="clean")
    tables = {table.name: table.rows for table in report_data.tables(town.actor("an"))}
    assert [row["ma"] for row in tables["phan-anh"]] == [code]
    assert len(list(report_data.files(town.actor("an")))) == 1
    assert not list(report_data.files(town.actor("dung")))
    answered_report(town, report)
    assert "/thong-bao/" in fresh.get("/thong-bao/").content.decode()
    notice = Notice.objects.get(case_id=report.case_id, template="citizen.report_routed")
    assert notice in Notice.objects.of(an) and notice.user is None
    assert fresh.post(f"/thong-bao/{notice.pk}/mo/").status_code in {302, 404}


def test_a_message_reaches_the_account_and_the_way_there_is_logged(town, an):
    report = by_outbox(town.sign_in(Client(), "an"))
    answered_report(town, report)
    sms = Delivery.objects.get(channel="sms", notice__case_id=report.case_id)
    assert address_of(sms) == PHONE
    lines = AccessRow.objects.filter(case_ids__contains=[report.case_id], purpose="notice")
    assert lines.count() >= 2 and not lines.exclude(actor_id=None).exists()


def test_only_one_module_reads_the_guarded_row():
    from tests.house.sources import ROOT

    readers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tinhso").rglob("*.py")
        if "Pseudonym" in path.read_text() and "/tests/" not in str(path) and "/migrations/" not in str(path)
    }
    people = "tinhso/kernel/people/"
    assert readers == {
        f"{people}persons/pseudonyms.py",
        f"{people}slots.py",  # names the row among what the end of an account takes along, and reads none
        f"{people}models/__init__.py",
        f"{people}models/pseudonym.py",
    }


def test_the_reading_role_may_not_read_the_guarded_row():
    with connection.cursor() as cursor:
        for table, may in (("people_person", True), ("people_pseudonym", False)):
            cursor.execute("select has_table_privilege('tinhso_reader', %s, 'select')", [table])
            assert cursor.fetchone()[0] is may, table


def test_an_officer_who_reports_for_themselves_is_not_named(town, an):
    report = send(town, set_of("o-ga"), by=town.actor("emi"))
    assert not EventRow.objects.filter(case_id=report.case_id).exclude(actor_id=None).exists()


def set_of(code: str) -> ReportCategory:
    return ReportCategory.objects.get(code=code)


def test_who_sent_what_was_merged_hears_of_the_other_one_without_following_it(town, an):
    into = send(town, set_of("o-ga"))
    report = by_outbox(town.sign_in(Client(), "an"))
    merge_report(report=report, ver=report.case.ver, into=into, by=town.actor("binh"), now=clock.now())
    assert not ReportFollow.objects.exists()
    assert tell_followers(into, "report_followed", now=clock.now()) == 0
    tell_merged(into, "report_joint_answered", now=clock.now())
    notice = Notice.objects.of(an).get(template="citizen.report_joint_answered")
    assert (
        notice.user is None and report.case.code in notice.path
    )  # the page of the other one may be closed to them


def test_closing_the_account_erases_at_once_and_the_log_tells_of_it_another_night(town, an):
    report = by_pages(town.sign_in(Client(), "an"))
    withdrawn = Client()
    town.sign_in(withdrawn, "an").post(f"/phan-anh/{report.case.code}/rut/")
    close_account(user=User.objects.get(pk=an.pk), by=Actor(user_id=an.pk), now=clock.now())
    row = Reporter.objects.get(report=report)
    assert (row.name, row.phone, row.erased_at) == ("", "", None) and not Pseudonym.objects.exists()
    assert not EventRow.objects.filter(name="citizen.ReporterErased").exists()
    assert not Notice.objects.filter(case_id=report.case_id).exists()
    assert forget_left_reporters(now=clock.now() + timedelta(hours=9)) == 1
    assert forget_left_reporters(now=clock.now() + timedelta(hours=9)) == 0
    assert Reporter.objects.get(report=report).erased_at
    assert EventRow.objects.filter(name="citizen.ReporterErased", case_id=report.case_id).count() == 1
    assert verify().ok


def test_a_shared_telephone_forgets_what_was_sent_when_the_session_ends(town, an):
    client = town.sign_in(Client(), "an")
    report = by_pages(client)
    client.post("/dang-xuat/")
    assert client.get(f"/phan-anh/{report.case.code}/").status_code == 404
    assert client.get(f"/phan-anh/{report.case.code}/da-gui/").status_code == 404


def test_photos_of_one_browser_are_not_sent_from_another(town, an):
    key, first, other = str(uuid4()), Client(), town.sign_in(Client(), "dung")
    first.get("/phan-anh/gui/khoa/")
    file = first.post("/phan-anh/gui/tep/", {"key": key, "photo": upload(picture())}).json()["file"]
    body = {"key": key, "category": "o-ga", "lat": 19.8, "lon": 105.78, "photos": [file]}
    refused = as_json(other, "/phan-anh/gui/don/", body)
    assert refused.status_code == 422 and refused.json()["problems"][0]["field"] == "photos"


def test_what_was_kept_before_is_unlinked(town, an):
    """The migration: rows as an earlier version wrote them."""
    report, other = send(town, set_of("o-ga")), send(town, set_of("o-ga"))
    old, case = an.person, report.case
    file = by_outbox(town.sign_in(Client(), "an")).photos.get().file
    ReportPhoto.objects.filter(file=file).update(report=report)
    StoredFile.objects.filter(pk=file.pk).update(nameless=False, uploaded_by=an, scope="")
    Case.objects.filter(pk=case.pk).update(person=old)
    case.participants.filter(person__isnull=False).update(person=old)
    Report.objects.filter(pk=report.pk).update(merged_into=other)
    ReportFollow.objects.create(report=other, user=an, since=timezone.now() - timedelta(days=9))
    Notice.objects.create(
        key="old", user=an, person=old, case_id=case.pk, topic="x", template="x", created_at=clock.now()
    )
    with connection.cursor() as cursor:
        for statement in import_module("tinhso.citizen.migrations.0008_unlinked_senders").EVERY:
            cursor.execute(statement)
    reached = walk(read_rows(), ("citizen_report", str(report.pk)))
    for goal in (("people_user", str(an.pk)), ("people_person", str(old.pk))):
        assert not way_to(reached, goal), way_to(reached, goal)
    assert Person.objects.get(cases=case).full_name == ""
    assert town.sign_in(Client(), "an").get(f"/phan-anh/{case.code}/").status_code == 200
    assert Notice.objects.of(an).filter(key="old").exists()
