"""Who may not: a stranger's office, the wrong role, the wrong step."""

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles import permissions
from tinhso.press.articles.actions import attach_file as deed
from tinhso.press.articles.actions.attach_file import attach_file
from tinhso.press.articles.permissions import (
    can_approve,
    can_begin_change,
    can_change,
    can_return,
    can_send,
    can_start,
    can_withdraw,
    check_works_for,
)
from tinhso.press.tests.makers import fresh, published, waiting, written


def test_only_writers_and_editors_begin(newsroom):
    assert can_start(newsroom.actor("viet"))
    assert not can_start(newsroom.actor("chi"))
    assert not can_start(newsroom.actor("an"))


def test_a_text_is_changed_and_handed_on_by_whose_step_it_is(newsroom):
    article = written(newsroom)
    assert can_change(article, newsroom.actor("viet")) and can_send(article, newsroom.actor("viet"))
    assert not can_change(article, newsroom.actor("xa"))
    assert not can_send(article, newsroom.actor("xa"))
    offered = fresh(waiting(newsroom, title="Bài chờ duyệt"))
    assert not can_change(offered, newsroom.actor("viet"))
    assert not can_send(offered, newsroom.actor("bien"))


def test_only_an_approver_of_the_agency_approves_and_returns(newsroom):
    article = fresh(waiting(newsroom))
    assert can_approve(article, newsroom.actor("duyet"))
    for who in ("viet", "bien", "xa", "an"):
        assert not can_approve(article, newsroom.actor(who))
        assert not can_return(article, newsroom.actor(who))


def test_who_writes_or_edits_at_the_agency_works_for_its_articles_at_every_step(newsroom):
    article = published(newsroom)
    assert check_works_for(article, newsroom.actor("viet")) == newsroom.viet.pk
    for who in ("xa", "chi", "an"):
        with pytest.raises(permissions.PressForbidden):
            check_works_for(article, newsroom.actor(who))


def test_what_is_live_is_changed_by_editors_and_withdrawn_by_approvers(newsroom):
    article = published(newsroom)
    assert can_begin_change(article, newsroom.actor("bien")) and can_withdraw(
        article, newsroom.actor("duyet")
    )
    assert not can_begin_change(article, newsroom.actor("viet"))
    assert not can_begin_change(article, newsroom.actor("xa"))
    assert not can_withdraw(article, newsroom.actor("bien"))
    assert not can_withdraw(article, newsroom.actor("xa"))


def test_an_article_has_so_many_files_and_no_more(newsroom, monkeypatch):
    article = written(newsroom)
    monkeypatch.setattr(deed, "MOST", 0)
    with pytest.raises(EntryRefused):
        attach_file(article=article, file=None, name="", by=newsroom.actor("viet"), now=NOW)
    with pytest.raises(permissions.PressForbidden):
        attach_file(article=article, file=None, name="", by=newsroom.actor("xa"), now=NOW)
