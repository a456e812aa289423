"""What stays of a story: its earlier texts with their pictures, until somebody takes them down or their days are over."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import store_upload
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.entry_form import FORM_LOCK
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.engine import engine
from tinhso.opendata.models import StoryPicture, StorySource
from tinhso.opendata.stories.actions.attach_picture import attach_picture
from tinhso.opendata.stories.actions.correct_story import correct_story
from tinhso.opendata.stories.actions.erase_ended_stories import erase_ended_stories
from tinhso.opendata.stories.actions.hide_picture import hide_picture
from tinhso.opendata.stories.actions.save_story import save_story
from tinhso.opendata.stories.actions.send_story import drop_story_text
from tinhso.opendata.stories.actions.start_story import start_story
from tinhso.opendata.stories.actions.withdraw_story import withdraw_story
from tinhso.opendata.stories.problems import StoryUnready
from tinhso.opendata.stories.tests.makers import LEAD, block, blocks_of, fresh, published, sent, written
from tinhso.opendata.stories.tests.test_stories import _png
from tinhso.opendata.stories.tests.test_story_pages import as_officer
from tinhso.opendata.stories.views.editor import PICTURES

pytestmark = pytest.mark.django_db


def with_picture(opened, text, emi):
    stored = store_upload(SimpleUploadedFile("a.png", _png(), "image/png"), by=emi, now=NOW, rules=PICTURES)
    picture = attach_picture(story=text.story, file=stored, name="Ảnh chợ", by=emi, now=NOW)
    StoredFile.objects.filter(pk=stored.pk).update(state="clean")
    image = block("image", file=str(stored.pk), alt="Chợ quê", credit="Sở")
    save_story(
        text=text, ver=text.ver, title="Chợ", lead=LEAD, blocks=blocks_of(opened.slug, image), by=emi, now=NOW
    )
    return picture, fresh(text)


def corrected(opened, story, emi, dao):
    second = correct_story(story=story, reason="Bỏ ảnh", by=emi, now=NOW)
    save_story(text=second, ver=1, title="Chợ", lead=LEAD, blocks=blocks_of(opened.slug), by=emi, now=NOW)
    return published(fresh(second), emi, dao)


def test_an_earlier_text_keeps_its_picture_until_it_is_taken_down(opened, text, town, emi, dao):
    picture, text = with_picture(opened, text, emi)
    story = published(text, emi, dao)
    with pytest.raises(EntryRefused, match="đang công bố"):
        hide_picture(picture=picture, by=dao, now=NOW)
    story = corrected(opened, story, emi, dao)
    picture.refresh_from_db()
    assert picture.public
    old = f"/du-lieu/cau-chuyen/{story.slug}/?ban=1"
    assert "ảnh không còn được hiện" not in Client().get(old).text  # its copies are made by a job
    with pytest.raises(OpenDataForbidden):
        hide_picture(picture=picture, by=emi, now=NOW)
    address = f"/can-bo/du-lieu-mo/cau-chuyen/{story.slug}/anh/{picture.pk}/go/"
    assert "Gỡ ảnh" in as_officer(town, "dao").get(address.split("anh/")[0]).text
    assert town.sign_in(Client(), "bao").post(address).status_code == 404
    assert as_officer(town, "emi").post(address).status_code == 403
    assert as_officer(town, "dao").post(address).status_code == 302
    page = Client().get(old).text
    assert "<img" not in page and "ảnh không còn được hiện" in page
    with pytest.raises(EntryRefused, match="không còn công khai"):
        hide_picture(picture=picture, by=dao, now=NOW)


def test_a_given_up_text_loses_its_words_and_pictures_in_time(opened, text, emi):
    picture, text = with_picture(opened, text, emi)
    drop_story_text(text=text, ver=text.ver, by=emi, now=NOW)
    assert erase_ended_stories(now=NOW + timedelta(days=29)) == 0
    assert erase_ended_stories(now=NOW + timedelta(days=31)) == 1
    text = fresh(text)
    assert (text.title, text.lead, text.blocks) == ("", "", []) and text.erased_at
    assert not StoryPicture.objects.exists() and not StorySource.objects.exists()
    assert not StoredFile.objects.filter(pk=picture.file_id).exists()
    assert erase_ended_stories(now=NOW + timedelta(days=32)) == 0
    assert EventRow.objects.filter(name="opendata.StoryErased").count() == 1
    assert "đã xoá theo thời hạn lưu" in text.shown_title


def test_a_picture_of_a_given_up_text_goes_once_nothing_is_being_written(opened, text, emi, dao):
    story = published(text, emi, dao)
    picture, given_up = with_picture(
        opened, correct_story(story=story, reason="Thêm ảnh", by=emi, now=NOW), emi
    )
    drop_story_text(text=given_up, ver=given_up.ver, by=emi, now=NOW)
    later = correct_story(story=story, reason="Sửa", by=emi, now=NOW)
    assert erase_ended_stories(now=NOW + timedelta(days=31)) == 1
    assert StoryPicture.objects.filter(pk=picture.pk).exists()  # whoever writes may choose it yet
    drop_story_text(text=later, ver=later.ver, by=emi, now=NOW + timedelta(days=31))
    assert erase_ended_stories(now=NOW + timedelta(days=32)) == 0
    assert not StoryPicture.objects.exists() and not StoredFile.objects.filter(pk=picture.file_id).exists()
    assert EventRow.objects.filter(name="opendata.StoryErased").count() == 2
    assert erase_ended_stories(now=NOW + timedelta(days=33)) == 0
    assert EventRow.objects.filter(name="opendata.StoryErased").count() == 2


def test_a_withdrawn_story_is_erased_whole_and_its_address_still_says_why(opened, text, town, emi, dao):
    _picture, text = with_picture(opened, text, emi)
    story = corrected(opened, published(text, emi, dao), emi, dao)
    withdraw_story(story=story, reason="Sai số liệu", by=dao, now=NOW)
    assert erase_ended_stories(now=NOW + timedelta(days=364)) == 0
    assert erase_ended_stories(now=NOW + timedelta(days=366)) == 2
    assert not StoryPicture.objects.exists()
    removed = Client().get(f"/du-lieu/cau-chuyen/{story.slug}/")
    assert (
        removed.status_code == 410
        and "Sai số liệu" in removed.text
        and "đã xoá theo thời hạn" in removed.text
    )
    desk = as_officer(town, "emi")
    assert desk.get("/can-bo/du-lieu-mo/cau-chuyen/").status_code == 200
    assert desk.get(f"/can-bo/du-lieu-mo/cau-chuyen/{story.slug}/").status_code == 200


def test_what_is_public_or_being_written_is_not_erased(opened, text, emi, dao):
    story = published(text, emi, dao)
    start_story(agency=opened.publisher, title="Nháp", client_key=uuid4(), by=emi, now=NOW)
    assert erase_ended_stories(now=NOW + timedelta(days=4000)) == 0
    story.refresh_from_db()
    assert story.live.blocks


def test_personal_data_in_a_unit_or_a_reason_do_not_reach_readers(opened, emi, dao):
    figure = block("figure", address=f"/du-lieu/{opened.slug}/", label="Số", unit="đồng, gọi 0912345678")
    text = written(opened.publisher, emi, blocks_of(opened.slug, figure))
    with pytest.raises(StoryUnready, match="dữ liệu cá nhân"):
        sent(text, emi)
    story = published(written(opened.publisher, emi, blocks_of(opened.slug)), emi, dao)
    for deed, by in ((correct_story, emi), (withdraw_story, dao)):
        with pytest.raises(EntryRefused, match="dữ liệu cá nhân"):
            deed(story=story, reason="Ông An, 0912345678, yêu cầu", by=by, now=NOW)


def test_a_key_of_another_agency_is_refused_in_words(text, town):
    user = make_officer("dat", "Lê Văn Đạt", town.agency_b, "Cán bộ dữ liệu", DataOfficer)
    words = {"agency": town.agency_b, "title": "Chuyện", "client_key": text.story.client_key}
    with pytest.raises(EntryRefused, match="đã được dùng"):
        start_story(**words, by=actor_of(user, on=NOW.date()), now=NOW)


def test_two_presses_of_one_form_come_one_after_the_other(opened, emi):
    key = uuid4()
    made = start_story(agency=opened.publisher, title="Chuyện", client_key=key, by=emi, now=NOW)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(FORM_LOCK.replace("pg_advisory", "pg_try_advisory"), [key.hex])
            assert cursor.fetchone() == (False,)  # held until what was made is there for all
    finally:
        other.close()
    assert start_story(agency=opened.publisher, title="Chuyện", client_key=key, by=emi, now=NOW) == made


def test_a_story_asks_the_engine_once_for_what_never_changes(text, emi, dao, monkeypatch):
    story = published(text, emi, dao)
    address = f"/du-lieu/cau-chuyen/{story.slug}/"
    before = Client().get(address).text

    def unasked(*_given, **_more):
        raise AssertionError("the engine was asked second")

    monkeypatch.setattr(engine, "_run_query", unasked)
    second = Client().get(address).text
    assert "Vài đơn vị</caption>" in second and before.count("<svg") == second.count("<svg")


def test_the_page_of_a_dataset_leads_to_the_stories_that_show_it(opened, text, emi, dao):
    page = f"/du-lieu/{opened.slug}/"
    assert "Câu chuyện dùng dữ liệu này" not in Client().get(page).text
    story = published(text, emi, dao)
    shown = Client().get(page).text
    assert (
        f"/du-lieu/cau-chuyen/{story.slug}/" in shown
        and "bo-du-lieu" not in shown.split("trich-dan")[0].split("Câu chuyện dùng")[1]
    )
    for n in range(3):
        published(written(opened.publisher, emi, blocks_of(opened.slug), f"Chuyện {n}"), emi, dao)
    assert f"/du-lieu/cau-chuyen/?bo-du-lieu={opened.slug}" in Client().get(page).text
    withdraw_story(story=story, reason="Sai", by=dao, now=NOW)
    assert f"cau-chuyen/{story.slug}/" not in Client().get(page).text
