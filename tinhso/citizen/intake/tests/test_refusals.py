"""What is not taken in: drafts and photos of others, letters that say nothing, codes that are none, foreign packs."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.alerts.actions.issue_alert import AlertRefused, cancel_alert, write_alert
from tinhso.citizen.alerts.actions.relay_bulletin import relay_bulletin
from tinhso.citizen.alerts.permissions import MayNotWarn
from tinhso.citizen.alerts.tests.test_alerts import content
from tinhso.citizen.intake.actions.keep_draft import NotYourDraft, keep_draft
from tinhso.citizen.intake.actions.keep_draft_photo import TooManyPhotos, holder_of_draft, keep_draft_photo
from tinhso.citizen.intake.actions.submit_draft import submit_draft
from tinhso.citizen.intake.actions.take_email import take_email
from tinhso.citizen.intake.email_intake import EmailRefused
from tinhso.citizen.intake.tests.test_email_intake import letter, with_picture
from tinhso.citizen.models import Report
from tinhso.citizen.open311.actions.ask_api_key import ask_api_key, decide_api_key
from tinhso.citizen.reports.actions.load_report_categories import CATEGORIES, load_report_categories
from tinhso.citizen.reports.content import PHOTO_RULES, ContentRefused
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused, confirm_phone
from tinhso.citizen.sender.actions.send_phone_code import TooManyCodes, send_phone_code
from tinhso.citizen.sender.phones import digest_of
from tinhso.citizen.tests import life_makers
from tinhso.citizen.tests.makers import NOW, picture, set_up, upload
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.files.public import Holder, NotYourFile, store_upload
from tinhso.lib.province_pack import BadPack

pytestmark = pytest.mark.django_db


def stored(holder: Holder):
    return store_upload(upload(picture()), by=holder, now=NOW, rules=replace(PHOTO_RULES, max_files=9))


def test_nobody_writes_on_in_the_draft_of_an_account(town):
    draft = keep_draft(key=uuid4(), by=town.actor("an"), now=NOW, description="Ổ gà")
    for other in (town.actor("dung"), Actor()):
        with pytest.raises(NotYourDraft):
            keep_draft(key=draft.key, by=other, now=NOW, description="Khác")
    draft.refresh_from_db()
    assert draft.description == "Ổ gà"


def test_a_draft_takes_five_photos_of_its_own(town):
    draft = keep_draft(key=uuid4(), by=town.actor("an"), now=NOW)
    with pytest.raises(NotYourFile):
        keep_draft_photo(draft=draft, file=stored(Holder("ai-khac")), now=NOW)
    for _ in range(5):
        keep_draft_photo(draft=draft, file=stored(holder_of_draft(draft)), now=NOW)
    with pytest.raises(TooManyPhotos):
        keep_draft_photo(draft=draft, file=stored(holder_of_draft(draft)), now=NOW)
    assert draft.photos.count() == 5


def test_a_draft_that_says_nothing_is_not_sent(town):
    category = set_up(town)
    draft = keep_draft(key=uuid4(), by=town.actor("an"), now=NOW)
    words = {"person": town.an.person, "confirmed": True, "by": town.actor("an"), "now": NOW}
    with pytest.raises(ContentRefused) as empty:
        submit_draft(draft=draft, **words)
    assert [name for name, _ in empty.value.problems] == ["category"]
    draft.category = category
    with pytest.raises(ContentRefused) as silent:
        submit_draft(draft=draft, **words)
    assert {name for name, _ in silent.value.problems} == {"description", "place"}


def test_a_letter_of_a_picture_that_is_none_is_refused(town):
    category, alone = set_up(town), with_picture(letter(text=""), b"<svg onload=x>")
    del alone["Subject"]
    with pytest.raises(EmailRefused):
        take_email(alone.as_bytes(), category=category, now=NOW)
    assert not Report.objects.exists()


def test_only_the_desk_decides_on_a_key_of_open311(town):
    set_up(town)
    row, _claim = ask_api_key(name="Máy", email="may@example.vn", purpose="thử", now=NOW)
    for name in ("an", "emi", "chi", "bao"):
        with pytest.raises(NotYourTurn):
            decide_api_key(row=row, active=True, per_hour=4, by=town.actor(name), now=NOW)
    row.refresh_from_db()
    assert row.state != "active"


def test_a_phone_is_confirmed_by_its_code_within_a_few_tries(db):
    check = send_phone_code(phone="0912345678", now=NOW)
    check.code_digest = digest_of(check, "123456")
    check.save()
    for _ in range(5):
        with pytest.raises(CodeRefused):
            confirm_phone(check=check, code="000000")
    with pytest.raises(CodeRefused):
        confirm_phone(check=check, code="123456")
    check.refresh_from_db()
    assert check.confirmed_at is None


def test_the_fifth_try_is_the_last_that_counts_and_a_code_lives_ten_minutes(db):
    check = send_phone_code(phone="0912345678", now=NOW)
    check.code_digest = digest_of(check, "123456")
    check.sent_at -= timedelta(minutes=9, seconds=30)
    check.save()
    for _ in range(4):
        with pytest.raises(CodeRefused):
            confirm_phone(check=check, code="000000")
    assert confirm_phone(check=check, code="123456")
    late = send_phone_code(phone="0912345679", now=NOW)
    late.code_digest = digest_of(late, "123456")
    late.sent_at -= timedelta(minutes=10, seconds=30)
    late.save()
    with pytest.raises(CodeRefused):
        confirm_phone(check=late, code="123456")


def test_one_phone_is_sent_a_few_codes_an_hour(db):
    for _ in range(3):
        send_phone_code(phone="0912345678", now=NOW)
    with pytest.raises(TooManyCodes):
        send_phone_code(phone="0912345678", now=NOW)
    send_phone_code(phone="0912345679", now=NOW)


def test_categories_come_with_a_whole_pack_and_by_the_system(town, tmp_path):
    with pytest.raises(PermissionDenied):
        load_report_categories(tmp_path, by=town.actor("quan"), now=NOW)
    (tmp_path / CATEGORIES).write_text("code,name\no-ga,Ổ gà\n")
    with pytest.raises(BadPack):
        load_report_categories(tmp_path, by=SYSTEM, now=NOW)


def test_alerts_are_taken_back_by_who_may_warn_and_bulletins_end_after_they_begin(town):
    life_makers.make_rules()
    life_makers.Office(town)
    alert = write_alert(content=content(), by=life_makers.actor("ha", town), now=NOW)
    for name in ("emi", "chi", "bao", "an"):
        with pytest.raises(MayNotWarn):
            cancel_alert(alert=alert, reason="Bão đổi hướng", by=town.actor(name), now=NOW)
    with pytest.raises(AlertRefused):
        relay_bulletin(content=content(bulletin_id="B1", expires_at=NOW), now=NOW)
