"""The way of an article from writer to approver: every deed, every refusal, every event."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.approve_article import OwnText, approve_article
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.lock_article import ArticleLockedBy, lock_article
from tinhso.press.articles.actions.move_article import move_article
from tinhso.press.articles.actions.publish_due import publish_due
from tinhso.press.articles.actions.return_article import return_article
from tinhso.press.articles.actions.save_draft import save_draft
from tinhso.press.articles.actions.save_revision import save_revision
from tinhso.press.articles.actions.send_article import send_article
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.start_article import start_article
from tinhso.press.articles.actions.unlock_article import unlock_article
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.articles.blocks import BlocksRefused
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.articles.upkeep import forget_drafts
from tinhso.press.models import Article, ArticleDraft, Category
from tinhso.press.tests.makers import (
    LEAD,
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

State = Article.State
LATER = NOW + timedelta(hours=5)


def events(name: str) -> int:
    return EventRow.objects.filter(name=f"press.{name}").count()


def times(**given):
    return {"go_live_at": None, "embargo_until": None, "expires_at": None} | given


def test_an_article_goes_from_writer_to_editor_to_approver_and_is_published(newsroom):
    article = published(newsroom)
    assert article.state == State.PUBLISHED
    assert article.live is not None and article.live.revision == article.head
    assert Article.objects.public(NOW).get() == article
    for name in ("ArticleStarted", "ArticleSaved", "ArticleSent", "ArticleApproved", "ArticlePublished"):
        assert events(name)


def test_the_same_form_sent_twice_is_one_article(newsroom):
    key, category = uuid4(), Category.objects.get(code="du-lieu")
    given = {
        "title": TITLE,
        "category": category,
        "client_key": key,
        "by": newsroom.actor("viet"),
        "now": NOW,
    }
    assert start_article(**given) == start_article(**given)


def test_who_may_not_begin_an_article(newsroom):
    category = Category.objects.get(code="du-lieu")
    for who in ("chi", "an"):
        with pytest.raises(PressForbidden):
            start_article(title=TITLE, category=category, client_key=uuid4(), by=newsroom.actor(who), now=NOW)
    with pytest.raises(EntryRefused):
        start_article(title=" ", category=category, client_key=uuid4(), by=newsroom.actor("viet"), now=NOW)
    Category.objects.filter(pk=category.pk).update(ends=NOW.date())
    with pytest.raises(EntryRefused):
        start_article(title=TITLE, category=category, client_key=uuid4(), by=newsroom.actor("viet"), now=NOW)


def test_a_stranger_of_another_agency_sees_and_changes_nothing(newsroom):
    article = written(newsroom)
    xa = newsroom.actor("xa")
    assert not Article.objects.visible_to(xa).exists()
    assert not Article.objects.visible_to(newsroom.actor("an")).exists()
    with pytest.raises(PressForbidden):
        saved(newsroom, article, who="xa")
    with pytest.raises(PressForbidden):
        saved(newsroom, article, who="xa", base=0)
    with pytest.raises(PressForbidden):
        lock_article(article=article, by=xa, now=NOW)
    with pytest.raises(PressForbidden):
        send_article(article=article, ver=article.ver, by=xa, now=NOW)
    with pytest.raises(PressForbidden):
        set_times(article=article, ver=article.ver, by=xa, now=NOW, **times())
    with pytest.raises(PressForbidden):
        move_article(article=article, ver=article.ver, slug="bai-khac", by=xa, now=NOW)
    with pytest.raises(PressForbidden):
        return_article(article=article, ver=article.ver, reason="x", by=xa, now=NOW)
    with pytest.raises(PressForbidden):
        approve_article(article=article, ver=article.ver, by=xa, now=NOW)


def test_a_text_has_limits(newsroom):
    article = started(newsroom)
    with pytest.raises(EntryRefused):
        saved(newsroom, article, title="ab")
    with pytest.raises(EntryRefused):
        saved(newsroom, article, lead="x" * 601)
    with pytest.raises(BlocksRefused):
        saved(newsroom, article, blocks=[{"type": "script", "text": "x"}])
    with pytest.raises(BlocksRefused) as refused:
        saved(newsroom, article, blocks=[TEXT, {"type": "heading", "text": "x" * 201}])
    assert refused.value.position == 2


def test_texts_and_published_versions_cannot_be_changed_by_hand(newsroom):
    article = published(newsroom)
    for row in (article.head, article.live):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(number=99)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()


def test_two_editors_the_second_is_stored_aside_and_nothing_is_lost(newsroom):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    base = fresh(article).head.number
    saved(newsroom, article, who="bien", base=base, lead="Bản của Biên")
    aside = saved(newsroom, article, who="tap", base=base, lead="Bản của Tập")
    assert aside.aside and aside.lead == "Bản của Tập"
    assert fresh(article).head.lead == "Bản của Biên"


def test_a_lock_names_its_holder_and_who_loses_it_is_told(newsroom):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    lock_article(article=article, by=newsroom.actor("bien"), now=NOW)
    with pytest.raises(ArticleLockedBy) as refused:
        lock_article(article=article, by=newsroom.actor("tap"), now=NOW)
    assert refused.value.holder == newsroom.bien
    lock_article(article=article, by=newsroom.actor("tap"), now=NOW, take_over=True)
    notice = Notice.objects.get(template="press.article_taken")
    assert notice.user == newsroom.bien
    lost = saved(newsroom, article, who="bien", lead="Bản của Biên")
    assert lost.aside, "whoever lost the lock keeps what was typed"
    assert unlock_article(article=article, by=newsroom.actor("bien"), now=NOW).locked_by == newsroom.tap
    assert unlock_article(article=article, by=newsroom.actor("tap"), now=NOW).locked_by is None
    assert events("ArticleUnlocked") == 1 and events("ArticleLocked") == 2
    with pytest.raises(PressForbidden):
        unlock_article(article=article, by=newsroom.actor("an"), now=NOW)


def test_a_lock_ends_by_itself(newsroom):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    lock_article(article=article, by=newsroom.actor("bien"), now=NOW)
    lock_article(article=article, by=newsroom.actor("tap"), now=NOW + timedelta(minutes=31))
    assert fresh(article).locked_by == newsroom.tap


def test_a_writer_who_typed_while_the_article_went_on_loses_nothing(newsroom):
    article = written(newsroom)
    base = fresh(article).head.number
    sent(newsroom, article, "viet")
    saved(newsroom, article, who="bien", lead="Biên tập")
    assert saved(newsroom, article, who="viet", base=base, lead="Viết thêm").aside


def test_what_is_saved_after_the_article_went_on_stands_aside_once(newsroom):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    first = saved(newsroom, article, who="viet", lead="Viết thêm")
    assert first.aside and saved(newsroom, article, who="viet", lead="Viết thêm") == first
    assert fresh(article).head.lead == LEAD
    for who in ("chi", "an", "xa"):
        with pytest.raises(PressForbidden):
            saved(newsroom, article, who=who, lead="Viết thêm")
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    assert saved(newsroom, article, who="bien", lead="Gõ khi bài vừa đăng").aside
    assert fresh(article).live.revision.lead == LEAD


def test_a_lock_lasts_while_its_holder_types(newsroom):
    article = written(newsroom)
    typed = {"article": article, "base": 2, "title": TITLE, "lead": "dở", "blocks": []}
    save_draft(by=newsroom.actor("viet"), now=NOW + timedelta(minutes=25), **typed)
    save_draft(by=newsroom.actor("bien"), now=NOW + timedelta(minutes=26), **typed)
    assert fresh(article).locked_for(newsroom.bien.pk, NOW + timedelta(minutes=50))
    assert not fresh(article).locked_for(newsroom.bien.pk, NOW + timedelta(minutes=56))


def test_an_unfinished_text_is_its_authors_and_goes_by_its_rule(newsroom):
    article = started(newsroom)
    given = {
        "article": article,
        "base": 1,
        "title": "",
        "lead": "dở",
        "blocks": [{"type": "text", "text": "…"}],
    }
    save_draft(by=newsroom.actor("viet"), now=NOW, **given)
    save_draft(by=newsroom.actor("viet"), now=NOW, **given | {"lead": "dở hơn"})
    assert ArticleDraft.objects.get().lead == "dở hơn"
    for who in ("an", "xa"):
        with pytest.raises(PressForbidden):
            save_draft(by=newsroom.actor(who), now=NOW, **given)
    assert forget_drafts(NOW + timedelta(days=29)) == 0
    assert forget_drafts(NOW + timedelta(days=30)) == 1


def test_what_was_approved_and_is_changed_goes_back(newsroom):
    article = waiting(newsroom)
    article = return_article(
        article=article, ver=fresh(article).ver, reason="Hẹn giờ", by=newsroom.actor("duyet"), now=NOW
    )
    set_times(article=article, ver=article.ver, by=newsroom.actor("bien"), now=NOW, **times(go_live_at=LATER))
    set_times(
        article=article,
        ver=fresh(article).ver,
        by=newsroom.actor("bien"),
        now=LATER + timedelta(hours=1),
        **times(go_live_at=LATER),
    )  # what it says already may be past: the form sends it again
    sent(newsroom, article, "bien")
    assert approved(newsroom, article).state == State.APPROVED
    saved(newsroom, article, who="bien", lead="Đổi sau khi duyệt")
    assert fresh(article).state == State.EDITING
    assert publish_due(by=SYSTEM, now=LATER) == 0
    assert not Article.objects.public(LATER).exists()


def test_what_is_due_is_published_once(newsroom):
    article = written(newsroom)
    set_times(
        article=article,
        ver=fresh(article).ver,
        by=newsroom.actor("viet"),
        now=NOW,
        **times(embargo_until=LATER),
    )
    sent(newsroom, article, "viet")
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    assert publish_due(by=SYSTEM, now=LATER - timedelta(minutes=1)) == 0
    assert publish_due(by=SYSTEM, now=LATER) == 1
    assert publish_due(by=SYSTEM, now=LATER) == 0
    assert events("ArticleTimed") == 1


def test_what_has_a_fault_by_its_hour_waits_for_its_approver(newsroom):
    other = published(newsroom, title="Bài được dẫn tới")
    link = {"type": "text", "text": f"Xem [bài](/tin-tuc/{other.slug}/)."}
    article = written(newsroom, blocks=[link])
    set_times(
        article=article, ver=fresh(article).ver, by=newsroom.actor("viet"), now=NOW, **times(go_live_at=LATER)
    )
    sent(newsroom, article, "viet")
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    withdraw_article(article=other, ver=other.ver, reason="Gỡ để thử", by=newsroom.actor("duyet"), now=NOW)
    assert publish_due(by=SYSTEM, now=LATER) == 0
    assert fresh(article).state == State.APPROVAL and events("ArticleHalted") == 1


def test_who_wrote_or_edited_does_not_approve(newsroom):
    article = written(newsroom)
    sent(newsroom, article, "viet")
    saved(newsroom, article, who="duyet", lead="Sửa một chữ")
    sent(newsroom, article, "duyet")
    with pytest.raises(OwnText):
        approved(newsroom, article)


def test_a_text_with_a_fault_is_neither_handed_to_the_approver_nor_approved(newsroom):
    article = written(newsroom, lead="")
    sent(newsroom, article, "viet")
    with pytest.raises(EntryRefused):
        sent(newsroom, article, "bien")
    Article.objects.filter(pk=article.pk).update(state=State.APPROVAL)
    with pytest.raises(EntryRefused):
        approved(newsroom, article)


def test_every_step_is_refused_to_the_wrong_role_and_upon_an_old_page(newsroom):
    article = waiting(newsroom)
    ver = fresh(article).ver
    with pytest.raises(PressForbidden):
        approve_article(article=article, ver=ver, by=newsroom.actor("viet"), now=NOW)
    with pytest.raises(ArticleChanged):
        approve_article(article=article, ver=ver - 1, by=newsroom.actor("duyet"), now=NOW)
    with pytest.raises(ArticleChanged):
        send_article(article=article, ver=1, by=newsroom.actor("bien"), now=NOW)
    with pytest.raises(ArticleChanged):
        return_article(article=article, ver=1, reason="x", by=newsroom.actor("duyet"), now=NOW)
    with pytest.raises(EntryRefused):
        return_article(article=article, ver=ver, reason=" ", by=newsroom.actor("duyet"), now=NOW)
    with pytest.raises(ArticleChanged):
        set_times(article=article, ver=1, by=newsroom.actor("bien"), now=NOW, **times())
    with pytest.raises(EntryRefused):
        set_times(article=article, ver=ver, by=newsroom.actor("bien"), now=NOW, **times(expires_at=NOW))
    hour, century = timedelta(hours=1), timedelta(days=36500)
    for name, moment in (
        ("go_live_at", NOW - hour),
        ("embargo_until", NOW - hour),
        ("go_live_at", NOW + century),
        ("embargo_until", NOW + century),
        ("expires_at", NOW + 2 * century),
    ):
        with pytest.raises(EntryRefused, match="Giờ|giờ"):
            set_times(article=article, ver=ver, by=newsroom.actor("bien"), now=NOW, **times(**{name: moment}))
    with pytest.raises(ArticleChanged):
        move_article(article=article, ver=1, slug="khac-han", by=newsroom.actor("bien"), now=NOW)


def test_a_correction_leaves_the_live_text_until_it_is_approved(newsroom):
    article = published(newsroom)
    by = newsroom.actor("bien")
    with pytest.raises(EntryRefused):
        begin_change(article=article, ver=article.ver, change="khac", reason="Sai tên", by=by, now=NOW)
    with pytest.raises(EntryRefused):
        begin_change(article=article, ver=article.ver, change="correction", reason="", by=by, now=NOW)
    with pytest.raises(ArticleChanged):
        begin_change(article=article, ver=1, change="correction", reason="Sai tên xã", by=by, now=NOW)
    with pytest.raises(PressForbidden):
        begin_change(
            article=article,
            ver=article.ver,
            change="correction",
            reason="Sai tên xã",
            by=newsroom.actor("viet"),
            now=NOW,
        )
    begin_change(article=article, ver=article.ver, change="correction", reason="Sai tên xã", by=by, now=NOW)
    saved(newsroom, article, who="viet", lead="Sapô đã sửa")
    assert Article.objects.public(NOW).get().live.revision.lead == LEAD
    sent(newsroom, article, "viet")
    sent(newsroom, article, "bien")
    approved(newsroom, article)
    now = fresh(article).live
    assert (now.number, now.kind, now.reason, now.revision.lead) == (
        2,
        "correction",
        "Sai tên xã",
        "Sapô đã sửa",
    )
    assert events("ArticleChangeBegun") == 1


def test_a_withdrawal_has_a_reason_and_is_the_approvers(newsroom):
    article = published(newsroom)
    with pytest.raises(PressForbidden):
        withdraw_article(
            article=article, ver=article.ver, reason="Sai hoàn toàn", by=newsroom.actor("bien"), now=NOW
        )
    with pytest.raises(EntryRefused):
        withdraw_article(article=article, ver=article.ver, reason="", by=newsroom.actor("duyet"), now=NOW)
    with pytest.raises(ArticleChanged):
        withdraw_article(article=article, ver=1, reason="Sai hoàn toàn", by=newsroom.actor("duyet"), now=NOW)
    withdraw_article(
        article=article, ver=article.ver, reason="Sai hoàn toàn", by=newsroom.actor("duyet"), now=NOW
    )
    assert not Article.objects.public(NOW).exists()
    assert events("ArticleWithdrawn") == 1
    with pytest.raises(PressForbidden):
        withdraw_article(
            article=article, ver=fresh(article).ver, reason="Lần nữa", by=newsroom.actor("duyet"), now=NOW
        )


def test_an_address_is_stable_and_a_former_one_is_nobody_elses(newsroom):
    article, other = published(newsroom), written(newsroom, title="Bài khác")
    former = article.slug
    begin_change(
        article=article,
        ver=article.ver,
        change="rewrite",
        reason="Đổi địa chỉ",
        by=newsroom.actor("bien"),
        now=NOW,
    )
    by = newsroom.actor("viet")
    for wrong in ("Có dấu", "a", other.slug, "chuyen-muc"):
        with pytest.raises(EntryRefused):
            move_article(article=article, ver=fresh(article).ver, slug=wrong, by=by, now=NOW)
    move_article(article=article, ver=fresh(article).ver, slug="dia-chi-moi", by=by, now=NOW)
    with pytest.raises(EntryRefused):
        move_article(article=other, ver=fresh(other).ver, slug=former, by=by, now=NOW)
    assert fresh(article).former_addresses.get().slug == former
    assert events("ArticleMoved") == 1


def test_saving_the_same_text_again_makes_no_new_one(newsroom):
    article = written(newsroom)
    before = article.revisions.count()
    save_revision(
        article=article,
        base=article.head.number,
        title=TITLE,
        lead=LEAD,
        blocks=[TEXT],
        by=newsroom.actor("viet"),
        now=NOW,
    )
    assert article.revisions.count() == before
