"""A data story is written by one, reviewed by another, and shows only what its versions say."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import NotYourFile, store_upload
from tinhso.kernel.search.public import search
from tinhso.kernel.site.public import EntryRefused
from tinhso.opendata.conftest import NOW
from tinhso.opendata.dataset.permissions import OpenDataForbidden
from tinhso.opendata.models import Dataset, DataTable, Story, StorySource, StoryText
from tinhso.opendata.open_list.actions.open_dataset import ChangedMeanwhile
from tinhso.opendata.stories.actions.attach_picture import MOST, attach_picture
from tinhso.opendata.stories.actions.correct_story import correct_story
from tinhso.opendata.stories.actions.decide_story import publish_story, return_story
from tinhso.opendata.stories.actions.save_story import save_story
from tinhso.opendata.stories.actions.send_story import drop_story_text, recall_story, send_story
from tinhso.opendata.stories.actions.start_story import start_story
from tinhso.opendata.stories.actions.withdraw_story import withdraw_story
from tinhso.opendata.stories.blocks import MOST_BLOCKS, MOST_DATA, BlocksRefused, checked_blocks
from tinhso.opendata.stories.found import public_story_pictures
from tinhso.opendata.stories.problems import StoryUnready, typed_numbers
from tinhso.opendata.stories.tests.makers import (
    LEAD,
    WORDS,
    block,
    blocks_of,
    fresh,
    published,
    sent,
    written,
)
from tinhso.opendata.stories.views.editor import PICTURES
from tinhso.opendata.tests.version_maker import make_version

pytestmark = pytest.mark.django_db
State = StoryText.State


def page_of(story, query=""):
    return Client().get(f"/du-lieu/cau-chuyen/{story.slug}/{query}")


@pytest.mark.long
def test_what_one_writes_another_reviews_and_then_everybody_reads_it(opened, text, emi, dao):
    story = text.story
    assert page_of(story).status_code == 404
    waiting = sent(text, emi)
    assert page_of(story).status_code == 404 and Story.objects.public().count() == 0
    with pytest.raises(OpenDataForbidden):
        publish_story(text=waiting, ver=waiting.ver, by=emi, now=NOW)
    publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)
    page = page_of(story).content.decode()
    rows = opened.current.rows
    assert f'Bảng có <a href="#khoi-2">{rows}</a> dòng' in page
    assert "Số đơn vị theo cấp" in page and "Vài đơn vị" in page
    assert "Số liệu tính đến 08/03/2024 (phiên bản 1" in page
    article = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert article["isBasedOn"][0]["version"] == "1" and article["headline"] == "Đơn vị của tỉnh"
    assert [hit.ref for hit in search("đơn vị của tỉnh", on=NOW.date(), kinds=["data_story"]).hits] == [
        story.slug
    ]
    feed = Client().get("/du-lieu/cau-chuyen/moi.atom").content.decode()
    assert "Đơn vị của tỉnh" in feed and LEAD[:30] in feed
    assert Client().get("/du-lieu/cau-chuyen/moi.pdf").status_code == 404
    assert (
        f"/du-lieu/cau-chuyen/{story.slug}/"
        in Client().get("/sitemap/cau-chuyen-du-lieu.xml").content.decode()
    )
    assert EventRow.objects.filter(name="opendata.StoryPublished").count() == 1


def test_whoever_wrote_any_of_it_does_not_review_it(opened, text, emi, dao):
    blocks = blocks_of(opened.slug)
    save_story(text=text, ver=text.ver, title="Bản của Đào", lead=LEAD, blocks=blocks, by=dao, now=NOW)
    text = fresh(text)
    save_story(text=text, ver=text.ver, title="Bản của Emi", lead=LEAD, blocks=blocks, by=emi, now=NOW)
    waiting = sent(fresh(text), emi)
    with pytest.raises(OpenDataForbidden):
        publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)


def test_the_database_publishes_no_text_without_a_reviewer(text):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryText.objects.filter(pk=text.pk).update(state=State.PUBLISHED)


@pytest.mark.long
def test_a_newer_version_is_flagged_and_the_reviewed_one_stays(opened, text, emi, dao):
    story = published(text, emi, dao)
    make_version(opened, "select 'x' as moi", [("moi", "Mới", "text")], now=NOW)
    page = page_of(story).content.decode()
    assert "Đã có số liệu mới hơn" in page and "vẫn giữ phiên bản 1" in page
    assert "Bản mới không còn cột: Mã, Tên xã" in page
    assert "Vài đơn vị" in page and "Số đơn vị theo cấp" in page
    with pytest.raises(BlocksRefused, match="Khối 3"):  # what is saved anew without a version fits the newest
        save_story(
            text=correct_story(story=story, reason="Số mới", by=emi, now=NOW),
            ver=1,
            title="Mới",
            lead=LEAD,
            blocks=blocks_of(opened.slug),
            by=emi,
            now=NOW,
        )


def test_data_that_were_withdrawn_are_shown_by_no_story(opened, text, emi, dao):
    waiting = sent(text, emi)
    Dataset.objects.filter(pk=opened.pk).update(state="withdrawn")
    with pytest.raises(StoryUnready):
        publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)
    Dataset.objects.filter(pk=opened.pk).update(state="open")
    publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)
    assert "Vài đơn vị</caption>" in page_of(text.story).content.decode()
    Dataset.objects.filter(pk=opened.pk).update(state="withdrawn")
    page = page_of(text.story).content.decode()
    assert "đã thôi mở nên phần này không còn được hiện" in page
    assert 'Bảng có <a href="#khoi-2">…</a> dòng' in page and "Vài đơn vị</caption>" not in page


@pytest.mark.long
def test_a_further_table_is_shown_by_its_rows_and_is_gone_with_them(opened, text, emi, dao):
    second = DataTable.objects.create(dataset=opened, number=2, title="Chợ")
    columns = [("ten", "Tên chợ", "text")]
    make_version(opened, "select 'Chợ Vườn Hoa' as ten", columns, now=NOW, table=second)
    address = f"/du-lieu/{opened.slug}/?bang=2"
    blocks = blocks_of(opened.slug, block("table", address=address, caption="Các chợ"))
    save_story(text=text, ver=text.ver, title="Chợ", lead=LEAD, blocks=blocks, by=emi, now=NOW)
    story = published(fresh(text), emi, dao)
    page = page_of(story).content.decode()
    assert "Chợ Vườn Hoa" in page and f"{opened.title}: Chợ" in page
    assert "Đã có số liệu mới hơn" not in page
    make_version(opened, "select 'Chợ Tây Thành' as ten", columns, now=NOW, table=second)
    assert "Bộ dữ liệu đã có phiên bản 3" in page_of(story).content.decode()
    second.state, second.withdrawn_at = DataTable.State.WITHDRAWN, NOW
    second.save()
    page = page_of(story).content.decode()
    assert "Chợ Vườn Hoa" not in page and "Vài đơn vị</caption>" in page
    corrected = correct_story(story=story, reason="Thêm", by=emi, now=NOW)
    for wrong in (address, f"/du-lieu/{opened.slug}/?phien-ban=2", f"/du-lieu/{opened.slug}/?bang=x"):
        with pytest.raises(BlocksRefused, match="Khối 1"):
            save_story(
                text=corrected,
                ver=corrected.ver,
                title="Chợ",
                lead=LEAD,
                blocks=[block("table", address=wrong, caption="Các chợ")],
                by=emi,
                now=NOW,
            )


@pytest.mark.long
def test_a_correction_keeps_the_former_text_and_says_why(opened, text, emi, dao):
    story = published(text, emi, dao)
    with pytest.raises(EntryRefused):
        correct_story(story=story, reason=" ", by=emi, now=NOW)
    with pytest.raises(OpenDataForbidden):
        correct_story(story=story, reason="Sai tên", by=Actor(), now=NOW)
    new = correct_story(story=story, reason="Sửa tên cho đúng", by=emi, now=NOW)
    with pytest.raises(EntryRefused):
        correct_story(story=story, reason="Lần nữa", by=emi, now=NOW)
    assert StorySource.objects.filter(text=new).count() == 3
    save_story(text=new, ver=new.ver, title="Tên đúng", lead=LEAD, blocks=new.blocks, by=emi, now=NOW)
    assert "Tên đúng" not in page_of(story).content.decode()
    story = published(fresh(new), emi, dao)
    page = page_of(story).content.decode()
    assert "<h1>Tên đúng</h1>" in page and "Sửa tên cho đúng" in page
    old = page_of(story, "?ban=1").content.decode()
    assert "<h1>Đơn vị của tỉnh</h1>" in old and "noindex" in old
    assert page_of(story, "?ban=3").status_code == 404


def test_a_withdrawn_story_says_when_and_why_and_is_found_no_more(opened, text, emi, dao):
    story = published(text, emi, dao)
    with pytest.raises(OpenDataForbidden):
        withdraw_story(story=story, reason="Sai", by=emi, now=NOW)
    with pytest.raises(EntryRefused):
        withdraw_story(story=story, reason=" ", by=dao, now=NOW)
    draft = correct_story(story=story, reason="Sửa", by=emi, now=NOW)
    withdraw_story(story=story, reason="Số liệu thu sai cách", by=dao, now=NOW)
    with pytest.raises(EntryRefused):
        withdraw_story(story=story, reason="Lần nữa", by=dao, now=NOW)
    with pytest.raises(EntryRefused):
        correct_story(story=story, reason="Sửa", by=emi, now=NOW)
    answer = page_of(story)
    assert answer.status_code == 410 and "Số liệu thu sai cách" in answer.content.decode()
    assert page_of(story, "?ban=1").status_code == 410
    assert fresh(draft).state == State.DROPPED
    assert not search("đơn vị của tỉnh", on=NOW.date(), kinds=["data_story"]).hits
    assert story.slug not in Client().get("/du-lieu/cau-chuyen/").content.decode()


def test_it_is_taken_back_returned_and_given_up(opened, text, town, emi, dao):
    bao, waiting = town.actor("bao"), sent(text, emi)
    for deed in (send_story, recall_story, drop_story_text, publish_story):
        with pytest.raises(OpenDataForbidden):
            deed(text=waiting, ver=waiting.ver, by=bao, now=NOW)
    with pytest.raises(OpenDataForbidden):
        return_story(text=waiting, ver=waiting.ver, remark="Sửa", by=emi, now=NOW)
    with pytest.raises(EntryRefused):
        return_story(text=waiting, ver=waiting.ver, remark=" ", by=dao, now=NOW)
    recall_story(text=waiting, ver=waiting.ver, by=emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        recall_story(text=waiting, ver=waiting.ver, by=emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)
    waiting = sent(fresh(text), emi)
    with pytest.raises(ChangedMeanwhile):
        send_story(text=waiting, ver=waiting.ver, by=emi, now=NOW)
    return_story(text=waiting, ver=waiting.ver, remark="Nói rõ năm", by=dao, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        return_story(text=waiting, ver=waiting.ver, remark="Nói rõ năm", by=dao, now=NOW)
    assert fresh(text).state == State.RETURNED and fresh(text).remark == "Nói rõ năm"
    drop_story_text(text=text, ver=fresh(text).ver, by=emi, now=NOW)
    with pytest.raises(ChangedMeanwhile):
        drop_story_text(text=text, ver=fresh(text).ver, by=emi, now=NOW)
    assert page_of(text.story).status_code == 404


def test_the_same_key_begins_one_story_and_strangers_begin_none(opened, town, emi):
    key = uuid4()
    one = start_story(agency=opened.publisher, title="Mới", client_key=key, by=emi, now=NOW)
    assert one == start_story(agency=opened.publisher, title="Mới", client_key=key, by=emi, now=NOW)
    assert one.slug == "moi-2", "moi.atom is the feed"
    other = start_story(agency=opened.publisher, title="Mới", client_key=uuid4(), by=emi, now=NOW)
    assert other.slug == "moi-3"
    with pytest.raises(OpenDataForbidden):
        start_story(agency=opened.publisher, title="Mới", client_key=uuid4(), by=town.actor("bao"), now=NOW)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"type": "script"}, "không rõ loại"),
        ({"type": "text", "text": 5}, "không phải là chữ"),
        ({"type": "heading", "text": "x" * 201}, "nhiều nhất 200"),
        ({"type": "image", "file": "../../x"}, "chọn trong danh sách ảnh"),
        ({"type": "chart", "address": "https://xau.vn/x/"}, "trang Vẽ biểu đồ"),
        ({"type": "chart", "address": "http://[::1/du-lieu/"}, "trang Vẽ biểu đồ"),
        ({"type": "map", "address": "/du-lieu/a/"}, "trang Xem trên bản đồ"),
        ({"type": "table", "address": "/du-lieu/truy-van/?sql=select+1"}, "trang của một bộ dữ liệu"),
        ({"type": "table", "rows": "31"}, "số dòng từ 1 đến 30"),
        ({"type": "table", "version": "mới"}, "phiên bản dữ liệu là một số"),
        ({"type": "figure", "measure": "ma-thuat"}, "chọn phép tính"),
        ({"type": "figure", "measure": "dem", "mark": "Số Dòng"}, "tên gọi"),
        ({"type": "figure", "measure": "dem", "place": "dau-trang"}, "chọn chỗ hiện"),
    ],
)
def test_a_block_that_cannot_be_so_says_what_to_do(bad, words):
    with pytest.raises(BlocksRefused, match=words) as refused:
        checked_blocks([{"type": "text", "text": "a"}, bad])
    assert refused.value.position == 2


def test_only_so_many_blocks():
    with pytest.raises(BlocksRefused, match=str(MOST_BLOCKS)):
        checked_blocks([{"type": "text"}] * (MOST_BLOCKS + 1))
    with pytest.raises(BlocksRefused, match=str(MOST_DATA)):
        checked_blocks([{"type": "chart"}] * (MOST_DATA + 1))


def test_what_does_not_fit_the_data_is_not_stored(opened, text, town, emi):
    page = f"/du-lieu/{opened.slug}/"
    for one, words in (
        (block("chart", address=f"{page}bieu-do/?nhom=khong-co"), "khong-co"),
        (block("chart", address=f"{page}bieu-do/"), "chưa chọn cột"),
        (block("table", address=page, columns="Tên xã; Lạ"), "không có cột “Lạ”"),
        (block("figure", address=page, measure="tong", column="Tên xã"), "cột số"),
        (block("figure", address="/du-lieu/khong-co/"), "không có bộ dữ liệu"),
        (block("figure", address=page, version="9"), "không có phiên bản 9"),
    ):
        with pytest.raises(BlocksRefused, match=words):
            save_story(text=text, ver=text.ver, title="T", lead="", blocks=[one], by=emi, now=NOW)
    known = {"title": "T", "lead": "", "blocks": [], "now": NOW, "text": text}
    with pytest.raises(OpenDataForbidden):
        save_story(ver=text.ver, by=town.actor("bao"), **known)
    with pytest.raises(ChangedMeanwhile):
        save_story(ver=text.ver + 1, by=emi, **known)
    assert fresh(text).title == "Đơn vị của tỉnh"


def test_what_says_nothing_or_tells_of_people_is_not_sent(opened, emi):
    page = f"/du-lieu/{opened.slug}/"
    bad = [
        block("text", text="Gọi anh Nguyễn Văn Tám số 0912345678. {la}"),
        block("heading"),
        block("image"),
        block("figure", address=page, label="Một", mark="mot"),
        block("figure", address=page, mark="mot"),
        block("chart", address=f"{page}bieu-do/?nhom=cap&cot=ma&dk=la&gt=khong"),
    ]
    text = written(opened.publisher, emi, bad)
    with pytest.raises(StoryUnready) as refused:
        send_story(text=text, ver=text.ver, by=emi, now=NOW)
    words = {position: " ".join(found) for position, found in refused.value.problems.items()}
    assert set(words) == {0, 1, 2, 3, 4, 5, 6}
    assert "số điện thoại" in words[1] and "{la}" in words[1]
    assert "mô tả ảnh" in words[3] and "đã đặt" in words[4] and "con số này là gì" in words[5]
    assert "lời dẫn" in words[6] and "Không có dòng nào" in words[6]


def test_numbers_that_somebody_typed_are_listed_for_the_reviewer():
    words = (
        "Năm 2023 có 1.234 trường, 57,3% đạt chuẩn theo Điều 5 ngày 08/03/2024 và QĐ 12/QĐ-UBND; {so} lớp."
    )
    assert typed_numbers([{"type": "heading", "text": "1"}, {"type": "text", "text": words}]) == {
        2: ["1.234", "57,3%"]
    }


@pytest.mark.long
def test_a_picture_is_public_only_while_a_published_text_shows_it(opened, text, town, emi, dao):
    stored = store_upload(SimpleUploadedFile("a.png", _png(), "image/png"), by=emi, now=NOW, rules=PICTURES)
    with pytest.raises(OpenDataForbidden):
        attach_picture(story=text.story, file=stored, name="", by=town.actor("bao"), now=NOW)
    with pytest.raises(NotYourFile):
        attach_picture(story=text.story, file=stored, name="", by=dao, now=NOW)
    picture = attach_picture(story=text.story, file=stored, name="Ảnh chợ", by=emi, now=NOW)
    image = block("image", file=str(stored.pk), alt="Một ngôi chợ", credit="Sở A")
    save_story(
        text=text, ver=text.ver, title="Chợ", lead=LEAD, blocks=blocks_of(opened.slug, image), by=emi, now=NOW
    )
    type(stored).objects.filter(pk=stored.pk).update(state="quarantine")
    with pytest.raises(StoryUnready, match="mã độc"):
        send_story(text=text, ver=fresh(text).ver, by=emi, now=NOW)
    type(stored).objects.filter(pk=stored.pk).update(state="clean")
    waiting = sent(fresh(text), emi)
    assert not public_story_pictures().exists()
    publish_story(text=waiting, ver=waiting.ver, by=dao, now=NOW)
    assert list(public_story_pictures().values_list("file", flat=True)) == [stored.pk]
    withdraw_story(story=Story.objects.get(), reason="Sai", by=dao, now=NOW)
    picture.refresh_from_db()
    assert not picture.public and not public_story_pictures().exists()


def test_only_so_many_pictures(text, emi, monkeypatch):
    monkeypatch.setattr("tinhso.opendata.stories.actions.attach_picture.MOST", 0)
    assert MOST == 20
    with pytest.raises(EntryRefused):
        attach_picture(story=text.story, file=None, name="", by=emi, now=NOW)


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.long
def test_words_become_no_markup(opened, emi, dao):
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) " + WORDS
    text = written(
        opened.publisher, emi, [block("text", text=hostile), *blocks_of(opened.slug)], "<b>Tên</b>"
    )
    page = page_of(published(text, emi, dao)).content.decode()
    assert "<script>alert" not in page and "<b>Tên</b>" not in page and 'href="javascript' not in page


@pytest.mark.long
def test_a_page_asks_the_database_the_same_number_of_times_for_any_story(
    opened, text, emi, dao, django_assert_max_num_queries
):
    few = published(text, emi, dao)
    blocks = blocks_of(opened.slug)
    many = published(written(opened.publisher, emi, blocks + blocks[2:] * 5), emi, dao)
    for story in (few, many):
        page_of(story)  # the client of this process reads rules and menus once
        with django_assert_max_num_queries(14):
            assert page_of(story).status_code == 200
    with django_assert_max_num_queries(10):
        page = Client().get(f"/du-lieu/cau-chuyen/?bo-du-lieu={opened.slug}").content.decode()
    assert few.slug in page and many.slug in page
    assert "Chưa có câu chuyện nào" in Client().get("/du-lieu/cau-chuyen/?bo-du-lieu=la%00").content.decode()
