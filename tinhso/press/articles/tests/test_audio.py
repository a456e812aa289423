"""Sound in an article: by its content, with a transcript, served in ranges once it is published."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.public import FileRefused, store_upload
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.files.tests.sounds import mp3
from tinhso.press.articles.actions.attach_file import attach_file
from tinhso.press.articles.checks import problems_of
from tinhso.press.articles.views.editor import FILES
from tinhso.press.tests.makers import approved, fresh, saved, sent, started

WORDS = "Xin chào bà con."


def stored(town, content, name="loi.mp3"):
    upload = SimpleUploadedFile(name, content, "audio/mpeg")
    file = store_upload(upload, by=town.actor("viet"), now=NOW, rules=FILES)
    StoredFile.objects.filter(pk=file.pk).update(state="clean")
    return StoredFile.objects.get(pk=file.pk)


def attached(town, article, content=None):
    file = stored(town, content or mp3(8))
    return attach_file(article=article, file=file, name="Lời chào", by=town.actor("viet"), now=NOW)


def block(found, kind="audio", **words):
    return {"type": kind, "file": str(found.file_id), "label": "Nghe", "transcript": WORDS} | words


def test_sound_is_published_with_its_transcript_and_served_in_ranges(newsroom, client):
    article = started(newsroom)
    found = attached(newsroom, article)
    saved(newsroom, article, blocks=[block(found, transcript="")])
    assert any("lời ghi lại" in one.words for one in problems_of(fresh(article).head, NOW))
    saved(newsroom, article, blocks=[block(found)])
    place = f"/tin-tuc/{article.slug}/tep/{found.pk}/"
    assert client.get(place).status_code == 404
    sent(newsroom, article, "viet")
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    text = client.get(f"/tin-tuc/{article.slug}/").content.decode()
    assert f'src="{place}"' in text and WORDS in text
    part = client.get(place, headers={"Range": "bytes=0-99"})
    assert part.status_code == 206 and len(b"".join(part)) == 100
    whole = client.get(place)
    assert whole["Content-Type"] == "audio/mpeg" and len(b"".join(whole)) == len(mp3(8))
    assert WORDS in client.get(f"/tin-tuc/{article.slug}/ninjs.json").json()["bodies"][0]["value"]


def test_what_is_no_sound_or_too_long_is_refused_and_each_block_wants_its_kind(newsroom):
    article = started(newsroom)
    with pytest.raises(FileRefused):
        stored(newsroom, b"<script>alert(1)</script>" * 20)
    with pytest.raises(EntryRefused, match="hai giờ"):
        attached(newsroom, article, mp3(0.2))
    found = attached(newsroom, article)
    assert found.sound
    saved(newsroom, article, blocks=[{"type": "file", "file": str(found.file_id), "label": "Tệp"}])
    assert any("không phải loại" in one.words for one in problems_of(fresh(article).head, NOW))


def test_the_editor_offers_sounds_to_the_sound_block(newsroom, client):
    article = started(newsroom)
    found = attached(newsroom, article)
    newsroom.sign_in(client, "viet")
    saved(newsroom, article, blocks=[block(found)])
    page = client.get(f"/can-bo/tin-bai/{article.code}/sua/").content.decode()
    assert f'value="{found.file_id}" selected' in page and WORDS in page
    heard = client.get(f"/can-bo/tin-bai/{article.code}/tep/{found.pk}/")
    assert heard.status_code == 200 and b"".join(heard) == mp3(8)
