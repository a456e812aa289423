"""The desk by its pages: who gets in, that nothing typed is lost, what stands where."""

from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.files.models import StoredFile
from tinhso.press.articles.actions.attach_file import attach_file
from tinhso.press.articles.actions.lock_article import lock_article
from tinhso.press.articles.blocks import LIMITS
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.articles.pictures import published_pictures
from tinhso.press.models import Article, ArticleDraft, Category
from tinhso.press.tests.makers import (
    TEXT,
    TITLE,
    approved,
    fresh,
    published,
    saved,
    sent,
    started,
    waiting,
    written,
)

DESK = "/can-bo/tin-bai/"


def picture():
    found = BytesIO()
    Image.new("RGB", (64, 48), "red").save(found, "JPEG")
    return SimpleUploadedFile("anh.jpg", found.getvalue(), "image/jpeg")


def form(article, **words):
    given = {"base": article.head.number, "title": TITLE, "lead": "Sapô", "blocks": "1", "deed": "save"}
    return given | {"k1-type": "text", "k1-text": "Chữ"} | words


class Wordless(HTMLParser):
    """Elements that a reader hears of, and that say nothing."""

    NAMED = ("h1", "h2", "h3", "a", "button", "th", "caption", "blockquote", "li", "p", "summary")

    def __init__(self):
        super().__init__()
        self.found, self.within = [], []

    def handle_starttag(self, tag, attrs):
        if tag in self.NAMED:
            self.within.append([tag, bool(dict(attrs).get("aria-label"))])
        self.found += [
            f"{tag} {name}" for name, value in attrs if name in ("aria-label", "href") and not value
        ]
        self.found += ["img"] * (tag == "img" and not dict(attrs).get("alt"))

    def handle_data(self, data):
        for one in self.within if data.strip() else ():
            one[1] = True

    def handle_endtag(self, tag):
        if tag in self.NAMED:
            name, has_words = self.within.pop()
            self.found += [] if has_words else [name]


def wordless(page):
    """What lies in the main part of a page and says nothing."""
    text = page.content.decode()
    reader = Wordless()
    reader.feed(text[text.index("<main") : text.index("</main>")])
    return reader.found


def test_no_block_without_words_draws_an_element_without_words(newsroom, client):
    empty = [{"type": kind} for kind in LIMITS]
    half = [{"type": "table", "rows": "||\nXã A|Mở lớp"}, {"type": "document", "url": "/thu-tuc/"}, TEXT]
    article = written(newsroom, blocks=[*empty, *half])
    newsroom.sign_in(client, "viet")
    for address in ("", "ban/2/", "sua/"):
        page = client.get(f"{DESK}{article.code}/{address}")
        assert page.status_code == 200 and wordless(page) == [], address


@pytest.mark.long
def test_the_desk_is_of_the_agency_alone(newsroom, client, django_assert_max_num_queries):
    article = written(newsroom)
    for who, status in (("xa", 404), ("chi", 403), ("an", 403)):
        newsroom.sign_in(client, who)
        assert client.get(f"{DESK}{article.code}/").status_code == status
    newsroom.sign_in(client, "viet")
    for address in (DESK, f"{DESK}?buoc=draft", f"{DESK}{article.code}/", f"{DESK}{article.code}/sua/",
                    f"{DESK}{article.code}/ban/1/", f"{DESK}{article.code}/ban/2/thay-doi/", f"{DESK}{article.code}/hen-gio/", f"{DESK}{article.code}/dia-chi/",
                    f"{DESK}{article.code}/tep/", "/can-bo/viet-bai/", f"{DESK}{article.code}/viec/chuyen/"):  # fmt: skip
        with django_assert_max_num_queries(32):
            assert client.get(address).status_code == 200, address
    assert client.get(f"{DESK}{article.code}/viec/khac/").status_code == 404
    assert client.get(f"{DESK}{article.code}/viec/duyet/").status_code == 403


def test_from_the_first_word_to_the_page_by_clicks(newsroom, client):
    newsroom.sign_in(client, "viet")
    category = Category.objects.get(code="du-lieu").pk
    key = client.get("/can-bo/viet-bai/").context["form"]["client_key"].value()
    client.post("/can-bo/viet-bai/", {"client_key": str(key), "title": TITLE, "category": category})
    article = Article.objects.get()
    address = f"{DESK}{article.code}/"
    client.post(f"{address}sua/", form(article, deed="add-heading"))
    draft = ArticleDraft.objects.get()
    assert [one["type"] for one in draft.blocks] == ["text", "heading"] and draft.blocks[0]["text"] == "Chữ"
    client.post(f"{address}sua/", form(article, deed="save"))
    assert not ArticleDraft.objects.exists() and fresh(article).head.blocks[0]["text"] == "Chữ"
    client.post(f"{address}viec/chuyen/", {"ver": fresh(article).ver})
    newsroom.sign_in(client, "bien")
    client.post(f"{address}viec/chuyen/", {"ver": fresh(article).ver})
    newsroom.sign_in(client, "duyet")
    client.post(f"{address}viec/duyet/", {"ver": fresh(article).ver})
    assert client.get(f"/tin-tuc/{article.slug}/").status_code == 200
    assert client.post(f"{address}viec/go/", {"ver": 1, "reason": "Gỡ để thử"}).status_code == 409


def test_buttons_move_and_drop_blocks_and_lose_nothing(newsroom, client):
    article = started(newsroom)
    newsroom.sign_in(client, "viet")
    two = {"blocks": "2", "k2-type": "quote", "k2-text": "Lời", "k2-who": "Ai"}
    address = f"{DESK}{article.code}/sua/"
    for deed, kinds in (("down-1", ["quote", "text"]), ("up-2", ["quote", "text"]), ("drop-1", ["quote"]),
                        ("up-1", ["text", "quote"]), ("drop-99", ["text"]), ("bậy", ["text", "quote"])):  # fmt: skip
        assert client.post(address, form(article, deed=deed, **two)).status_code == 302
        assert [one["type"] for one in ArticleDraft.objects.get().blocks] == kinds, deed
    assert client.post(address, form(article, keep="1", lead="đang gõ")).status_code == 204
    assert ArticleDraft.objects.get().lead == "đang gõ"


def test_what_is_refused_comes_back_as_typed_and_is_stored(newsroom, client):
    article = started(newsroom)
    newsroom.sign_in(client, "viet")
    page = client.post(f"{DESK}{article.code}/sua/", form(article, title="a", lead="Sapô dài"))
    assert page.status_code == 422 and "Tiêu đề dài từ 3" in page.content.decode()
    page = client.post(f"{DESK}{article.code}/sua/", form(article, **{"k1-text": "y" * 10_001}))
    assert (
        page.status_code == 422
        and "Khối 1" in page.content.decode()
        and "y" * 10_001 in page.content.decode()
    )
    assert ArticleDraft.objects.get().blocks[0]["text"] == "y" * 10_001
    second = client.get(f"{DESK}{article.code}/sua/")
    assert second.status_code == 200 and "y" * 10_001 in second.content.decode()


def test_two_texts_are_set_side_by_side_word_by_word(newsroom, client):
    article = written(newsroom)
    saved(newsroom, article, lead="Từ tháng này người dân có thêm nơi được hướng dẫn.")
    newsroom.sign_in(client, "viet")
    address = f"{DESK}{article.code}/"
    assert f'{address}ban/3/thay-doi/"' in client.get(address).content.decode()
    text = client.get(f"{address}ban/3/thay-doi/").content.decode()
    assert "<del>tuần</del><ins>tháng</ins>" in text and "[Đoạn văn]" in text
    assert client.get(f"{address}ban/1/thay-doi/").status_code == 404
    newsroom.sign_in(client, "xa")
    assert client.get(f"{address}ban/3/thay-doi/").status_code == 404


def test_the_way_to_the_files_stores_what_was_typed(newsroom, client):
    article = started(newsroom)
    newsroom.sign_in(client, "viet")
    address = f"{DESK}{article.code}/"
    assert 'name="deed" value="files"' in client.get(f"{address}sua/").content.decode()
    answer = client.post(f"{address}sua/", form(article, deed="files", lead="Gõ dở"))
    assert answer["Location"] == f"{address}tep/" and ArticleDraft.objects.get().lead == "Gõ dở"


def test_what_was_typed_when_the_article_went_on_is_reached_and_saved_aside(newsroom, client):
    article = written(newsroom)
    newsroom.sign_in(client, "viet")
    address = f"{DESK}{article.code}/"
    client.post(f"{address}sua/", form(article, keep="1", lead="Gõ dở"))
    sent(newsroom, article, "viet")
    assert f'href="{address}sua/"' in client.get(address).content.decode()
    text = client.get(f"{address}sua/").content.decode()
    assert "Gõ dở" in text and "Bài đã sang bước khác" in text
    answer = client.post(f"{address}sua/", form(article, lead="Gõ dở"), follow=True)
    assert answer.status_code == 200 and "Bản giữ riêng do sửa cùng lúc" in answer.content.decode()
    assert client.get(f"{address}sua/").status_code == 403


def test_whoever_comes_second_reads_that_the_text_is_stored_aside(newsroom, client):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    row = fresh(article)
    newsroom.sign_in(client, "tap")
    saved(newsroom, article, who="bien", lead="Biên")
    answer = client.post(f"{DESK}{article.code}/sua/", form(row, lead="Tập"), follow=True)
    text = answer.content.decode()
    assert "được giữ riêng" in text and "Bản giữ riêng do sửa cùng lúc" in text


def test_a_lock_is_a_page_of_its_own_with_the_way_to_take_over(newsroom, client):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    lock_article(article=article, by=newsroom.actor("bien"), now=NOW)
    newsroom.sign_in(client, "tap")
    assert "Nhận sửa thay Trần Thị Biên" in client.get(f"{DESK}{article.code}/").content.decode()
    assert client.post(f"{DESK}{article.code}/viec/nhan/").status_code == 409
    assert client.post(f"{DESK}{article.code}/viec/nhan-thay/").status_code == 302
    assert fresh(article).locked_by == newsroom.tap
    client.post(f"{DESK}{article.code}/viec/nha/")
    assert fresh(article).locked_by is None


def test_times_and_addresses_are_typed_in_words(newsroom, client):
    article = written(newsroom)
    newsroom.sign_in(client, "viet")
    wrong = {"ver": article.ver, "go_live_at": "31/02/2024 25:00", "embargo_until": "", "expires_at": ""}
    page = client.post(f"{DESK}{article.code}/hen-gio/", wrong)
    assert page.status_code == 422 and "31/02/2024 25:00" in page.content.decode()
    client.post(f"{DESK}{article.code}/hen-gio/", wrong | {"go_live_at": "09/03/2024 08:00"})
    assert fresh(article).go_live_at is not None
    assert client.post(f"{DESK}{article.code}/hen-gio/", wrong | {"go_live_at": ""}).status_code == 409
    assert client.post(f"{DESK}{article.code}/dia-chi/", {"ver": 1, "slug": "khac-han"}).status_code == 409
    client.post(f"{DESK}{article.code}/dia-chi/", {"ver": fresh(article).ver, "slug": "khac-han"})
    assert fresh(article).slug == "khac-han"


def test_a_picture_is_written_anew_and_public_only_while_its_article_is(newsroom, client):
    article = written(newsroom)
    newsroom.sign_in(client, "viet")
    address = f"{DESK}{article.code}/tep/"
    assert (
        client.post(address, {"file": SimpleUploadedFile("x.html", b"<script>", "text/html")}).status_code
        == 422
    )
    refused = client.post(address, {"file": picture(), "name": "A" * 201})
    waiting = StoredFile.objects.get(claimed_at=None)
    assert refused.status_code == 422 and f'value="{waiting.pk}"' in refused.content.decode()
    assert client.post(address, {"file_tep": waiting.pk, "name": "Ảnh"}).status_code == 302
    found = article.files.get()
    assert found.file_id == waiting.pk
    assert found.picture
    StoredFile.objects.filter(pk=found.file_id).update(state=StoredFile.State.CLEAN)
    answer = client.get(f"{DESK}{article.code}/tep/{found.pk}/")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    block = {"type": "image", "file": str(found.file_id), "alt": "Sân", "credit": "Viết", "focal_part": "top"}
    saved(newsroom, article, blocks=[block])
    assert client.get(f"{DESK}{article.code}/").status_code == 200
    editor = client.get(f"{DESK}{article.code}/sua/").content.decode()
    assert "Phần ảnh cần thấy" in editor and '<option value="top" selected>' in editor
    assert not published_pictures().exists()
    sent(newsroom, article, "viet")
    sent(newsroom, article, "bien")
    client.logout()
    approved(newsroom, article)
    assert [one["file_id"] for one in published_pictures()] == [found.file_id]
    with pytest.raises(PressForbidden):
        attach_file(article=fresh(article), file=found.file, name="", by=newsroom.actor("an"), now=NOW)


def test_a_file_of_the_live_version_is_handed_out_and_no_other(newsroom, client):
    article = published(newsroom)
    assert client.get(f"/tin-tuc/{article.slug}/tep/1/").status_code == 404
    waits = waiting(newsroom, title="Chờ duyệt")
    assert client.get(f"/tin-tuc/{waits.slug}/").status_code == 404
