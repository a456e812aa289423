"""Places of the first page: one article at a time, from when until when; what is free is filled by date."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Article, HomePlace
from tinhso.press.portal.actions.assign_home_place import assign_home_place, drop_home_place
from tinhso.press.portal.home import home_news
from tinhso.press.portal.permissions import can_place
from tinhso.press.tests.makers import approved, fresh, published, sent, waiting

HOUR = timedelta(hours=1)


def assigned(town, article, **words):
    given = {"place": "1-lead", "slug": article.slug, "starts_at": NOW, "ends_at": NOW + HOUR}
    return assign_home_place(**(given | {"by": town.actor("bien"), "now": NOW} | words))


def first_page(town, monkeypatch, now=NOW):
    monkeypatch.setattr("tinhso.press.portal.home.clock.now", lambda: now)
    return [one.slug for one in (home_news(None) or {"articles": []})["articles"]]


def test_an_article_stands_on_its_place_for_its_time_and_leaves_when_it_is_withdrawn(press_desk, monkeypatch):
    old, middle, new = (published(press_desk, title=f"Bài số {n}", now=NOW - n * HOUR) for n in (3, 2, 1))
    assert first_page(press_desk, monkeypatch) == [new.slug, middle.slug, old.slug]
    row = assigned(press_desk, old)
    assert row == assigned(press_desk, old) and HomePlace.objects.count() == 1
    assert first_page(press_desk, monkeypatch) == [old.slug, new.slug, middle.slug]
    assert first_page(press_desk, monkeypatch, NOW + HOUR) == [new.slug, middle.slug, old.slug]
    assigned(press_desk, old, place="2-second")
    assert first_page(press_desk, monkeypatch) == [old.slug, new.slug, middle.slug]
    withdraw_article(article=old, ver=old.ver, reason="Sai hoàn toàn", by=press_desk.actor("duyet"), now=NOW)
    assert first_page(press_desk, monkeypatch) == [new.slug, middle.slug]
    with pytest.raises(EntryRefused, match="Không có bài"):
        assigned(press_desk, old, place="3-third")


def test_what_is_refused(press_desk):
    article, other = published(press_desk), published(press_desk, title="Bài khác")
    assert not can_place(press_desk.actor("viet"), press_desk.today)
    for who in ("viet", "xa", "an"):
        with pytest.raises(PressForbidden):
            assigned(press_desk, article, by=press_desk.actor(who))
    row = assigned(press_desk, article)
    for words in (
        {"place": "5-fifth"},
        {"slug": "khong-co"},
        {"ends_at": NOW},
        {"ends_at": NOW + timedelta(days=32)},
        {"starts_at": NOW - 3 * HOUR, "ends_at": NOW - HOUR},
        {"starts_at": NOW + timedelta(days=400), "ends_at": NOW + timedelta(days=401)},
    ):
        with pytest.raises(EntryRefused):
            assigned(press_desk, article, **words)
    with pytest.raises(EntryRefused, match="đã xếp tin khác"):
        assigned(press_desk, other, starts_at=NOW + HOUR / 2, ends_at=NOW + 2 * HOUR)
    with pytest.raises(IntegrityError), transaction.atomic():
        HomePlace.objects.create(
            place=row.place, article=other, during=row.during, by=press_desk.bien, at=NOW
        )
    with pytest.raises(PressForbidden):
        drop_home_place(home_place=row, by=press_desk.actor("xa"), now=NOW)
    for _twice in range(2):
        drop_home_place(home_place=row, by=press_desk.actor("bien"), now=NOW)
    assert EventRow.objects.filter(name="press.HomePlaceDropped").count() == 1
    assigned(press_desk, other)


def test_whoever_is_a_moment_later_is_told_so(press_desk, monkeypatch):
    first, second = published(press_desk), published(press_desk, title="Bài khác")
    assigned(press_desk, first)
    monkeypatch.setattr("tinhso.press.portal.actions.assign_home_place._standing", lambda place, during: None)
    with pytest.raises(EntryRefused, match="vừa được xếp"):
        assigned(press_desk, second)
    assert HomePlace.objects.get().article == first


def test_what_readers_of_the_first_page_cannot_see_gets_no_place(press_desk):
    article, other, end = waiting(press_desk), published(press_desk, title="Bài khác"), NOW + HOUR
    times = {"go_live_at": None, "embargo_until": None, "expires_at": end}
    set_times(article=article, ver=fresh(article).ver, by=press_desk.actor("bien"), now=NOW, **times)
    sent(press_desk, article, "bien")
    approved(press_desk, article)
    Article.objects.filter(pk=other.pk).update(language="en", original=article, original_version=1)
    for one in (article, other):
        with pytest.raises(EntryRefused, match="Không có bài tiếng Việt"):
            assigned(press_desk, one, now=end, ends_at=end + HOUR)


def test_the_desk_of_the_first_page(press_desk, client, django_assert_max_num_queries):
    article = published(press_desk)
    press_desk.sign_in(client, "xa")
    assert client.get("/can-bo/trang-nhat/moi/").status_code == 403
    press_desk.sign_in(client, "bien")
    place, form = "/can-bo/trang-nhat/", {"place": "1-lead", "slug": f"/tin-tuc/{article.slug}/"}
    wrong = client.post(f"{place}moi/", form | {"starts_at": "mai", "ends_at": "08/03/2030 10:00"})
    assert wrong.status_code == 422 and 'value="mai"' in wrong.content.decode()
    starts = (NOW - HOUR).astimezone(NOW.tzinfo)
    sent = form | {"starts_at": f"{starts:%d/%m/%Y %H:%M}", "ends_at": f"{starts + 9 * HOUR:%d/%m/%Y %H:%M}"}
    assert client.post(f"{place}moi/", sent).status_code == 302
    row = HomePlace.objects.get()
    with django_assert_max_num_queries(12):
        assert "Tin đầu trang" in client.get(place).content.decode()
    assert client.get(f"{place}{row.pk}/bo/").status_code == 200
    assert client.post(f"{place}{row.pk}/bo/").status_code == 302
    assert client.post(f"{place}{row.pk}/bo/").status_code == 404
