"""Nothing that identifies whoever reported is found where the handling unit or the public reads: a search through all of it."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from tinhso.casework.public import Case, NotYourTurn
from tinhso.citizen.desk.tests.test_desk import answered, closed
from tinhso.citizen.models import Report, ReportComment, ReportDraft, Reporter, ReportFollow, SenderCheck
from tinhso.citizen.reports import data as report_data
from tinhso.citizen.reports.actions.submit_report import submit_report
from tinhso.citizen.reports.content import Contact, ReportContent
from tinhso.citizen.reports.photos import take_photo
from tinhso.citizen.retention.actions.forget_sender import forget_sender
from tinhso.citizen.sender.actions.forget_reporter import forget_reporter
from tinhso.citizen.sender.actions.hide_name import hide_name
from tinhso.citizen.sender.sender_identity import sender_of
from tinhso.citizen.tests.makers import CONTACT, HOLDER, open_own_part, picture, send, set_up, upload
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import verify
from tinhso.kernel.files.public import Holder, StoredFile, read
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site import clock
from tinhso.lib.language.vietnamese import fold

pytestmark = pytest.mark.django_db
NAME, PHONE, MAIL = "Lê Thị Bí Mật", "0912345678", "bimat@example.vn"
WRITTEN = f"Ổ gà. Tôi là {NAME}, gọi 0912 345 678 hoặc +84912345678, thư {MAIL}."
SECRETS = ("bimat", "345678", "345 678", "91234")
ADDRESS = f"Trước nhà ông {NAME}, đt {PHONE}"


def found_in(text: str) -> set[str]:
    """Which secrets stand in a text, however they are written there."""
    wanted = {secret for secret in SECRETS if secret in text.lower()}
    return wanted | ({NAME} if fold(NAME) in fold(text) else set())


@pytest.fixture
def reported(town):
    """A report of An's account, its text and photo full of what identifies; answered, on the desk of the unit."""
    category = set_up(town)
    by = town.actor("an")
    file = take_photo(upload(picture(exif=True)), holder=HOLDER, now=clock.now())
    StoredFile.objects.filter(pk=file.pk).update(state="clean")
    report = send(
        town,
        category,
        now=clock.now() - timedelta(days=1),
        by=by,
        description=WRITTEN,
        address=ADDRESS,
        photos=(file.pk,),
        contact=Contact(NAME, PHONE, MAIL, True),
    )
    Case.objects.filter(pk=report.case_id).update(person=town.an.person)
    town.an.person.full_name, town.an.person.phone = NAME, PHONE
    town.an.person.save()
    return report


def test_the_text_is_masked_and_the_desk_is_warned(reported):
    assert not found_in(reported.shown_text) and not found_in(reported.shown_address)
    assert "phone" in reported.flags and "email" in reported.flags
    assert found_in(reported.description)  # the desk reads what was written


def officer_paths(code: str) -> list[str]:
    return [
        "/can-bo/",
        f"/can-bo/phan-anh/{code}/",
        "/can-bo/theo-doi/",
        "/thong-bao/",
        f"/kiem-chung/?ma={code}",
        "/so-lieu/",
        f"/phan-anh/{code}/",
    ]


def public_paths(code: str) -> list[str]:
    return [
        "/phan-anh/",
        f"/phan-anh/{code}/",
        "/phan-anh/rss/",
        "/phan-anh/nhung/",
        "/phan-anh/ban-do.geojson?bbox=100,18,110,21&zoom=18",
        "/phan-anh/gan-day.json?lat=19.8067&lon=105.7852",
        "/phan-anh/thong-ke/?dang=csv",
        "/open311/v2/requests.json?extensions=true",
        "/open311/v2/requests.xml?extensions=true",
        f"/open311/v2/requests/{code}.json?extensions=true",
        "/open311/v2/servicerequestupdates.xml",
        f"/tra-cuu/?ma={code}",
    ]


@pytest.mark.long
def test_nothing_is_found_where_the_unit_and_the_public_read(reported, town, caplog):
    answered_report = answered_as_written(town, reported)
    code = answered_report.case.code
    paths = officer_paths(code)
    for name in ("emi", "chi", "van", "sau", "tra"):
        client = town.sign_in(Client(), name)
        for path in paths:
            page = client.get(path)
            assert page.status_code in {200, 403, 404}, path
            assert not found_in(page.content.decode()), (name, path)
    photo = answered_report.photos.get(kind="before")
    public = public_paths(code)
    for path in public:
        page = Client().get(path)
        assert page.status_code == 200, path
        assert not found_in(page.content.decode()), path
    assert found_in(reported.description) and not found_in(caplog.text)
    shown = Client().get(f"/phan-anh/{code}/anh/{photo.pk}/")
    assert not found_in(b"".join(shown.streaming_content).decode("latin-1"))  # type: ignore[arg-type]
    assert "anh-hien-truong" in shown["Content-Disposition"]


def answered_as_written(town, report) -> Report:
    """Through the desk with the text as the masking left it, and published."""
    answered(town, report, now=clock.now())
    Report.objects.filter(pk=report.pk).update(
        visibility="published",
        published_at=clock.now(),
        shown_text=report.__class__.objects.get(pk=report.pk).shown_text,
    )
    return Report.objects.select_related("case").get(pk=report.pk)


def test_the_log_and_the_notices_of_officers_hold_nothing(reported, town):
    closed(town, reported, now=clock.now())
    for row in EventRow.objects.filter(case_id=reported.case_id):
        assert not found_in(row.body)
        assert row.actor_id != town.an.pk
    for notice in Notice.objects.filter(case_id=reported.case_id).exclude(user=town.an):
        assert not found_in(str(notice.params))


def test_the_name_is_shown_by_choice_and_can_be_hidden_later(town):
    report = send(town, set_up(town), anonymous=False)
    Report.objects.update(visibility="published", published_at=clock.now())
    page = f"/phan-anh/{report.case.code}/"
    assert "Bí Mật" in Client().get(page).content.decode()
    hide_name(report=report, by=sender_of(report), now=clock.now())
    assert "Bí Mật" not in Client().get(page).content.decode()


def test_the_sender_erases_the_contact_and_the_log_still_verifies(town, settings):
    report = send(town, set_up(town), description="Ổ gà trước nhà, gọi 0912345678", anonymous=False)
    Report.objects.update(visibility="published", published_at=clock.now())
    page, client = f"/phan-anh/{report.case.code}/", Client()
    assert client.post(f"{page}xoa-lien-he/").status_code == 404
    open_own_part(client, report, settings)
    assert "Xoá liên hệ" in client.get(page).content.decode()
    assert client.post(f"{page}xoa-lien-he/").status_code == 302
    row, person = Reporter.objects.get(), Case.objects.get().person
    assert (row.name, row.phone, row.email, bytes(row.salt)) == ("", "", "", b"") and row.erased_at
    assert not person.phone and person.erased_at and not SenderCheck.objects.exists()
    assert "0912345678" not in Report.objects.get().description and Report.objects.get().anonymous
    assert client.post(f"{page}xoa-lien-he/").status_code == 302  # a second time nothing happens
    assert EventRow.objects.filter(name="citizen.ReporterErased").count() == 1
    assert "Xoá liên hệ" not in client.get(page).content.decode()
    assert verify().ok
    with pytest.raises(NotYourTurn):
        forget_reporter(report=report, by=town.actor("dung"), now=clock.now())


def test_the_export_holds_the_own_reports_and_closing_the_account_erases_them(town):
    category, person = set_up(town), town.an.person
    content = {"category": category, "description": "Ổ gà", "commune": town.commune, "contact": CONTACT}
    report = submit_report(
        content=ReportContent(**content),
        client_key=uuid4(),
        channel=Report.Channel.APP,
        person=person,
        by=town.actor("an"),
        now=clock.now(),
    )
    add = {"user": town.an, "report": report}
    ReportFollow.objects.create(since=clock.now(), **add)
    ReportComment.objects.create(author=town.an, report=report, text="Vẫn hỏng", written_at=clock.now())
    ReportDraft.objects.create(owner=town.an, phone="0912345678", changed_at=clock.now())
    found = {table.name: table.rows for table in report_data.tables(town.actor("an"))}
    assert found["phan-anh"][0]["ho_va_ten"] == CONTACT.name
    assert [len(found[name]) for name in ("ban-nhap", "binh-luan", "theo-doi")] == [1, 1, 1]
    assert not any(table.rows for table in report_data.tables(town.actor("dung")))
    forget_sender(town.an, clock.now())
    assert Reporter.objects.get().phone == "" and not ReportDraft.objects.exists()
    assert ReportComment.objects.get().text == "" and Case.objects.get().person.erased_at is None


@pytest.mark.long
def test_no_photo_of_a_hundred_leaks_its_place():
    """Of every kind and by every way in, the same deed takes it: what it keeps has no metadata."""
    kinds = [("JPEG", "a.jpg", "image/jpeg"), ("PNG", "a.png", "image/png"), ("WEBP", "a.webp", "image/webp")]
    for n in range(100):
        kind, name, media = kinds[n % 3]
        content = picture(kind, size=(40 + n, 30), exif=True)
        assert Image.open(io.BytesIO(content)).getexif()
        file = take_photo(upload(content, name, media), holder=Holder(f"report:{n}"), now=clock.now())
        stored = read(file)
        assert (
            not Image.open(io.BytesIO(stored)).getexif() and b"Bi Mat" not in stored and b"GPS" not in stored
        )


@pytest.mark.parametrize(
    ("content", "name", "media", "words"),
    [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "a.svg",
            "image/svg+xml",
            "không nhận",
        ),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "a.jpg", "image/jpeg", ""),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "a.jpg", "image/jpeg", "Tương thích nhất"),
        (b"\xff\xd8\xff\xe0<?php system('x'); ?>", "a.jpg", "image/jpeg", ""),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content, name, media, words):
    from tinhso.citizen.reports.photos import PhotoRefused

    with pytest.raises(PhotoRefused) as refused:
        take_photo(upload(content, name, media), holder=HOLDER, now=clock.now())
    assert words in str(refused.value) and str(refused.value).endswith(".")


def test_a_polyglot_keeps_its_picture_and_loses_its_program():
    content = picture() + b"<script>alert('x')</script><?php system('id'); ?>"
    file = take_photo(upload(content), holder=HOLDER, now=clock.now())
    assert b"script" not in read(file) and b"php" not in read(file)


@pytest.mark.long
def test_a_hundred_megapixels_are_refused():
    from tinhso.citizen.reports.photos import PhotoRefused

    big = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(big, format="PNG")
    with pytest.raises(PhotoRefused):
        take_photo(upload(big.getvalue(), "a.png", "image/png"), holder=HOLDER, now=clock.now())
