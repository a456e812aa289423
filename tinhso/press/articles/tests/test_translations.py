"""An article in another language: an article of its own, by the same steps, which says when its original was corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.start_translation import start_translation
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.articles.translating import behind_original
from tinhso.press.models import Article
from tinhso.press.tests.makers import TITLE, approved, fresh, published, saved, sent, waiting, written

ENGLISH = "More help desks for public services"


def begun(town, article, **words):
    given = {"language": "en", "title": ENGLISH, "client_key": uuid4(), "by": town.actor("viet"), "now": NOW}
    return start_translation(article=fresh(article), **(given | words))


def through(town, article, now=NOW):
    sent(town, article, "viet")
    sent(town, article, "bien")
    return fresh(approved(town, article, now=now))


def translated(town, article):
    made = begun(town, article)
    saved(town, made, title=ENGLISH, lead="From this week on.")
    return through(town, made)


def corrected(town, article, now=NOW):
    row = fresh(article)
    words = {"change": "correction", "reason": "Sai tên xã", "by": town.actor("bien"), "now": NOW}
    begin_change(article=row, ver=row.ver, **words)
    saved(town, article, title=fresh(article).head.title, lead="Sapô đã sửa")
    return through(town, article, now)


def test_a_translation_goes_the_same_steps_and_both_lead_to_each_other(
    newsroom, client, django_assert_max_num_queries
):
    article = published(newsroom)
    made = begun(newsroom, article)
    assert made.head.blocks == fresh(article).head.blocks and made.state == Article.State.DRAFT
    assert client.get(f"/tin-tuc/{made.slug}/").status_code == 404
    saved(newsroom, made, title=ENGLISH, lead="From this week on.")
    made = through(newsroom, made)
    with django_assert_max_num_queries(14):
        text = client.get(f"/tin-tuc/{made.slug}/").content.decode()
    assert f'hreflang="vi" href="http://testserver/tin-tuc/{article.slug}/"' in text
    assert '<article class="prose stack" lang="en">' in text and '"inLanguage": "en"' in text
    assert f"/tin-tuc/{made.slug}/" in client.get(f"/tin-tuc/{article.slug}/").content.decode()
    assert ENGLISH not in client.get("/tin-tuc/").content.decode()
    assert ENGLISH not in client.get("/tin-tuc/rss.xml").content.decode()
    english = client.get("/tin-tuc/?ngon-ngu=en").content.decode()
    assert ENGLISH in english and TITLE not in english
    assert client.get(f"/tin-tuc/{made.slug}/ninjs.json").json()["language"] == "en"
    assert EventRow.objects.filter(name="press.TranslationStarted").count() == 1


@pytest.mark.long
def test_a_translation_says_that_its_original_was_corrected_after_it(newsroom, client):
    article = published(newsroom)
    made = translated(newsroom, article)
    assert "Bản gốc" not in client.get(f"/tin-tuc/{made.slug}/").content.decode()
    corrected(newsroom, article)
    assert "Bản gốc đã được sửa sau bản dịch" in client.get(f"/tin-tuc/{made.slug}/").content.decode()
    corrected(newsroom, made)
    assert "Bản gốc" not in client.get(f"/tin-tuc/{made.slug}/").content.decode()


def test_it_says_so_until_a_newer_text_of_it_is_live(newsroom):
    article, hour = published(newsroom), timedelta(hours=1)
    made = translated(newsroom, article)
    corrected(newsroom, article, now=NOW + hour)
    begin_change(
        article=fresh(made), ver=fresh(made).ver, change="rewrite", reason="Theo bản gốc",
        by=newsroom.actor("bien"), now=NOW + 2 * hour,
    )  # fmt: skip
    assert behind_original(fresh(made)), "readers still see the former text"
    assert fresh(made).original_version == 1, "nothing of it was translated anew yet"
    saved(newsroom, made, title=ENGLISH, lead="From next week on.")
    made = through(newsroom, made, now=NOW + 2 * hour)
    assert made.original_version == 2 and not behind_original(made)


def test_a_change_begun_before_its_original_was_corrected_is_behind_it(newsroom):
    article, hour = published(newsroom), timedelta(hours=1)
    made = translated(newsroom, article)
    begin_change(
        article=fresh(made), ver=fresh(made).ver, change="rewrite", reason="Câu chữ gọn hơn",
        by=newsroom.actor("bien"), now=NOW + hour,
    )  # fmt: skip
    corrected(newsroom, article, now=NOW + 2 * hour)
    saved(newsroom, made, title=ENGLISH, lead="In shorter words.")
    made = through(newsroom, made, now=NOW + 3 * hour)
    assert made.original_version == 1 and behind_original(made)


def test_it_goes_with_its_original_and_cannot_be_published_after_that(newsroom, client):
    article, half = published(newsroom), published(newsroom, title="Bài khác")
    made, begun_only = translated(newsroom, article), begun(newsroom, half)
    saved(newsroom, begun_only, title=ENGLISH, lead="From this week on.")
    for row in (fresh(article), fresh(half)):
        given = {"article": row, "ver": row.ver, "reason": "Sai số liệu"}
        with CaptureQueriesContext(connection) as found:
            withdraw_article(**given, by=newsroom.actor("duyet"), now=NOW)
        locks = [one for one in found if '"press_article"' in one["sql"] and "FOR UPDATE" in one["sql"]]
        assert len(locks) == 2, "the translation too, live or on its way there"
    page = client.get(f"/tin-tuc/{made.slug}/")
    assert page.status_code == 410 and "Sai số liệu" in page.content.decode()
    assert EventRow.objects.filter(name="press.ArticleWithdrawn").count() == 3
    sent(newsroom, begun_only, "viet")
    with pytest.raises(EntryRefused, match="Bản gốc đã gỡ"):
        sent(newsroom, begun_only, "bien")
        approved(newsroom, begun_only)


def test_it_expires_with_its_original_and_none_begins_afterwards(newsroom):
    article, end = waiting(newsroom), NOW + timedelta(hours=1)
    times = {"go_live_at": None, "embargo_until": None, "expires_at": end}
    set_times(article=article, ver=fresh(article).ver, by=newsroom.actor("bien"), now=NOW, **times)
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    with pytest.raises(EntryRefused, match="đang đăng"):
        begun(newsroom, article, now=end)
    assert begun(newsroom, article).expires_at == end


def test_what_is_refused(newsroom):
    article, draft = published(newsroom), written(newsroom, title="Bài đang viết")
    for who in ("xa", "duyet", "an", "chi"):
        if who != "duyet":
            with pytest.raises(PressForbidden):
                begun(newsroom, article, by=newsroom.actor(who))
    with pytest.raises(EntryRefused, match="đang đăng"):
        begun(newsroom, draft)
    for words in ({"language": "vi"}, {"language": "fr"}, {"title": "x"}):
        with pytest.raises(EntryRefused):
            begun(newsroom, article, **words)
    key = uuid4()
    made = begun(newsroom, article, client_key=key)
    assert begun(newsroom, article, client_key=key) == made
    with pytest.raises(EntryRefused, match="đã có bản dịch"):
        begun(newsroom, article)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(language="en")


def test_the_desk_begins_it_and_names_both(newsroom, client):
    article = published(newsroom)
    newsroom.sign_in(client, "viet")
    place = f"/can-bo/tin-bai/{article.code}/"
    assert "Dịch bài" in client.get(place).content.decode()
    form = {"language": "en", "title": "x", "client_key": str(uuid4())}
    assert client.post(f"{place}dich/", form).status_code == 422
    assert client.post(f"{place}dich/", form | {"title": ENGLISH}).status_code == 302
    made = Article.objects.get(language="en")
    assert "Bản dịch" in client.get(place).content.decode()
    assert article.code in client.get(f"/can-bo/tin-bai/{made.code}/").content.decode()
