"""Lưu giữ: reports, feedback, complaints and alerts go when their time is over, exactly as foretold; the log stays whole."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import ForeignKey, OneToOneField
from django.test import Client
from django.utils import timezone

from tests.town import make_officer
from tinhso.casework.models import Note
from tinhso.casework.public import Case, Clock
from tinhso.citizen import tasks
from tinhso.citizen.alerts.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.alerts.tests.test_alerts import content
from tinhso.citizen.complaints.tests.test_complaints import complained
from tinhso.citizen.desk.actions.set_visibility import show_report
from tinhso.citizen.desk.tests.test_desk import closed
from tinhso.citizen.intake.actions.discard_report_draft import purge_drafts
from tinhso.citizen.models import (
    Alert,
    Complaint,
    Feedback,
    PhoneCheck,
    RecordErasure,
    Report,
    ReportCategory,
    ReportComment,
    ReportDraft,
    Reporter,
)
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import ReportContent
from tinhso.citizen.reports.photos import take_photo
from tinhso.citizen.retention.actions.erase_record import erase_record
from tinhso.citizen.retention.retention import due_records
from tinhso.citizen.sender.actions.purge_phone_checks import purge_phone_checks
from tinhso.citizen.sender.actions.send_phone_code import send_phone_code
from tinhso.citizen.tests.life_makers import Inspectorate, Office, answered, make_feedback, make_rules
from tinhso.citizen.tests.makers import HOLDER, NOW, picture, send, set_up, upload
from tinhso.kernel.events.public import SYSTEM, Actor, EventRow, verify
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.public import Person
from tinhso.kernel.people.roles import Head

pytestmark = pytest.mark.django_db
YEARS = {
    "retention.reporter": 1,
    "retention.report": 5,
    "retention.feedback": 10,
    "retention.complaint": "permanent",
    "retention.alert": 3,
    "retention.automatic": False,
}
DECIDED = {  # every table that points to a report, and what an erasing does with its rows
    *("ReportComment", "ReportFollow", "ReportPhoto"),  # removed
    "Reporter",  # made nameless
    "SenderCheck",  # removed, with the person that holds its phone
    *(
        "Report",
        "PendingRequest",
    ),  # merged and reopened ones have their own time; its body went when the report came
}


def keep_for(**years):
    """The rules for keeping, `retention.` before each."""
    make_rules(**YEARS | {f"retention.{key}": value for key, value in years.items()})


@pytest.fixture
def report(town):
    """A finished report with a photo, a comment, a note of the desk."""
    set_up(town)
    keep_for()
    by = town.actor("an")
    file = take_photo(upload(picture(exif=True)), holder=HOLDER, now=NOW)
    report = send(town, ReportCategory.objects.get(code="o-ga"), by=by, photos=(file.pk,))
    ReportComment.objects.create(author=town.an, report=report, text="Vẫn hỏng", written_at=NOW)
    closed(town, report)
    return Report.objects.select_related("case").get(pk=report.pk)


def after(years: int, days: int = 0):
    return NOW.replace(year=NOW.year + years) + timedelta(days=3 + days)


def retain(monkeypatch, now, *words):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: now)
    out = StringIO()
    call_command("retain_reports", *words, stdout=out)
    return out.getvalue()


def test_every_table_that_points_to_a_report_is_decided():
    """A new one: say in `erase_record` what becomes of its rows, then here."""
    points = {
        f.related_model.__name__
        for f in Report._meta.get_fields(include_hidden=True)
        if f.auto_created and isinstance(f.remote_field, ForeignKey | OneToOneField)
    }
    assert points == DECIDED


def test_the_dry_run_changes_nothing_and_the_deed_does_just_that(report, monkeypatch):
    code, size = report.case.code, StoredFile.objects.get().size
    assert "Cộng: 0" in retain(monkeypatch, after(1, -3))
    assert "retention.reporter: 1\nCộng: 1, 0 tệp, 0 byte" in retain(monkeypatch, after(1))
    output = retain(monkeypatch, after(5))
    assert f"{code}  retention.report  1 tệp  {size} byte" in output and "chưa xoá gì" in output
    assert StoredFile.objects.exists() and not RecordErasure.objects.exists()
    done = retain(monkeypatch, after(5), "--apply")
    assert "Đã xoá: 2" in done and "Đúng như đã liệt kê." in done
    assert not StoredFile.objects.exists() and "Cộng: 0" in retain(monkeypatch, after(5))


def test_the_reporter_goes_first_and_the_street_stays(report, monkeypatch):
    retain(monkeypatch, after(1), "--apply")
    who = Reporter.objects.get()
    assert (who.name, who.phone, who.email) == ("", "", "") and who.erased_at
    page = Client().get(f"/phan-anh/{report.case.code}/").content.decode()
    assert "Đã vá xong" in page and "hết thời hạn lưu giữ 1 năm" not in page


def test_what_was_written_goes_and_what_is_counted_stays(report, monkeypatch, town):
    before = Case.objects.values_list("code", "state", "finished_at", "timeliness").get(pk=report.case_id)
    retain(monkeypatch, after(5), "--apply")
    left = Report.objects.get()
    words = (left.description, left.shown_text, left.address, left.answer, left.lat, left.cell)
    assert words == ("", "", "", "", None, None) and left.category.code == "o-ga"
    assert not ReportComment.objects.exists() and not Note.objects.exclude(text="").exists()
    assert Case.objects.values_list("code", "state", "finished_at", "timeliness").get() == before
    assert left.case.person.erased_at
    assert Client().get(f"/phan-anh/{left.case.code}/").status_code == 404
    client = town.sign_in(Client(), "binh")
    assert "hết thời hạn lưu giữ 5 năm" in client.get(f"/can-bo/phan-anh/{left.case.code}/").content.decode()
    show_report(report=left, by=town.actor("binh"), now=after(5))
    assert not Report.objects.published().exists()
    event = EventRow.objects.filter(name="citizen.RecordErased").order_by("id").last()
    assert event and event.payload["rule"] == "retention.report"
    assert verify().ok


def test_only_the_system_erases_and_only_once(report, town):
    due = next(one for one in due_records(after(5)) if one.what == "report")
    with pytest.raises(PermissionDenied):
        erase_record(due=due, by=town.actor("binh"), now=after(5))
    assert erase_record(due=due, by=SYSTEM, now=after(5))
    assert erase_record(due=due, by=SYSTEM, now=after(5)) is None


def test_the_night_tells_and_erases_only_where_the_rules_say_so(report, monkeypatch, town):
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: after(5))
    kim = make_officer("kim", "Tạ Văn Kim", town.desk_a, "Trưởng bộ phận", Head)
    for _ in range(2):
        tasks.retain.func(0)
    assert not RecordErasure.objects.exists()
    notice = Notice.objects.get(template="citizen.retention_due")  # once a month
    assert (notice.user, notice.params["n"]) == (kim, 2)
    Rule.objects.filter(key="retention.automatic").update(value=True)
    tasks.retain.func(0)
    assert RecordErasure.objects.count() == 2


def test_codes_and_drafts_go_when_nobody_can_use_them_any_more(town, settings):
    settings.TINHSO_SMS_URL = "http://sms.invalid"
    category, real = set_up(town), timezone.now()
    asked = [send_phone_code(phone=f"091234567{n}", now=NOW) for n in range(4)]
    ages = [(2, None), (0, None), (91, 91), (89, 89)]  # days since it was sent, and answered
    for check, (sent, answered_at) in zip(asked, ages, strict=True):
        confirmed = real - timedelta(days=answered_at) if answered_at else None
        PhoneCheck.objects.filter(pk=check.pk).update(
            sent_at=real - timedelta(days=sent), confirmed_at=confirmed
        )
    kept_report = submit_report(
        content=ReportContent(category=category, description="Sâu", commune=town.commune),
        client_key=uuid4(),
        channel=Report.Channel.APP,
        person=asked[2].person,
        by=Actor(),
        now=NOW,
    )
    ReportDraft.objects.create(
        owner=town.an, phone="0912345678", changed_at=NOW - timedelta(days=30, minutes=1)
    )
    young = ReportDraft.objects.create(owner=town.an, changed_at=NOW - timedelta(days=30))
    assert (purge_drafts(now=NOW), purge_phone_checks(now=NOW)) == (1, 2)
    assert set(PhoneCheck.objects.all()) == {asked[1], asked[3]} and ReportDraft.objects.get() == young
    assert not Person.objects.get(pk=asked[0].person_id).phone
    assert Person.objects.get(pk=asked[2].person_id).phone and kept_report.case.person == asked[2].person
    assert verify().ok


def test_feedback_loses_its_sender_and_keeps_what_was_published(town, monkeypatch):
    keep_for()
    office = Office(town)
    feedback = answered(town, make_feedback(town))
    end = {"state": "done", "step": "", "finished_at": NOW, "settled_at": NOW}
    Case.objects.filter(pk=feedback.case_id).update(**end)
    Feedback.objects.update(published_question="Bớt giấy tờ?", published_answer="Đã bớt", published_at=NOW)
    assert "retention.feedback: 1" in retain(monkeypatch, after(10), "--apply")
    left = Feedback.objects.get()
    assert (left.sender_name, left.phone, left.address, left.text, left.answer) == ("", "", "", "", "")
    assert left.published_answer == "Đã bớt" and bytes(left.salt) == b""
    assert Person.objects.get(pk=town.an.person_id).full_name  # an account stays
    sender_page = town.sign_in(Client(), "an").get(f"/kien-nghi/{left.case.code}/cua-toi/")
    assert sender_page.status_code == 404  # nobody knows any more whose it was
    town.ha = office.ha
    page = town.sign_in(Client(), "ha").get(f"/can-bo/kien-nghi/{left.case.code}/").content.decode()
    assert "hết thời hạn lưu giữ 10 năm" in page
    assert verify().ok


def test_a_complaint_is_kept_for_ever_until_the_province_says_how_long(town, monkeypatch):
    keep_for()
    office = Office(town)
    office.unit = Inspectorate(town)
    case = complained(town, office)
    Clock.objects.filter(case=case).update(stopped_at=NOW)
    Case.objects.filter(pk=case.pk).update(state="done", step="", finished_at=NOW, settled_at=NOW)
    assert "Cộng: 0" in retain(monkeypatch, after(80))
    keep_for(complaint=15)
    assert f"{case.code}  retention.complaint" in retain(monkeypatch, after(15), "--apply")
    left = Complaint.objects.get()
    assert (left.sender_name, left.phone, left.text, left.conclusion) == ("", "", "", "")
    assert verify().ok


def test_an_alert_loses_its_words_and_its_page(town, monkeypatch):
    keep_for()
    alert = relay_bulletin(content=content(bulletin_id="KT-1", bulletin_at=NOW), now=NOW)
    page = f"/canh-bao/{alert.code}/"
    assert Client().get(page).status_code == 200
    retain(monkeypatch, after(3), "--apply")
    left = Alert.objects.get()
    assert (left.text, left.kind, left.weight) == ("", alert.kind, alert.weight)
    assert {Client().get(path).status_code for path in (page, f"{page}cap.xml")} == {404}
