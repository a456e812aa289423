"""Approval from outside by a secret link: of one text, stored as a digest, revoked, over at its hour, in no log."""

import logging
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.answer_outside_approval import answer_outside_approval
from tinhso.press.articles.actions.approve_article import approve_article
from tinhso.press.articles.actions.ask_outside_approval import (
    ask_outside_approval,
    revoke_outside_approval,
)
from tinhso.press.articles.moving import ArticleChanged
from tinhso.press.articles.permissions import PressForbidden, can_ask_outside
from tinhso.press.models import Article, OutsideApproval
from tinhso.press.tests.makers import LEAD, TITLE, approved, fresh, saved, waiting, written

WHO = "Giám đốc Sở Y tế"


def requested(town, article, **words):
    row = fresh(article)
    given = {"ver": row.ver, "approver": WHO, "days": 3, "client_key": uuid4(), "by": town.actor("bien")}
    return ask_outside_approval(article=row, **(given | {"now": NOW} | words))


def answered(code, **words):
    given = {"approved": True, "full_name": "Bà Lê Thị Hạnh", "remark": "", "now": NOW} | words
    return answer_outside_approval(code=code, **given)


def test_a_text_sent_outside_is_published_after_the_yes_and_not_before(newsroom):
    article = waiting(newsroom)
    approval, code = requested(newsroom, article)
    assert code not in (approval.secret_digest, approval.approver) and len(approval.secret_digest) == 64
    with pytest.raises(EntryRefused, match=WHO):
        approve_article(article=article, ver=fresh(article).ver, by=newsroom.actor("duyet"), now=NOW)
    answered(code)
    assert fresh(approved(newsroom, article)).state == Article.State.PUBLISHED
    with pytest.raises(EntryRefused):
        answered(code)
    names = EventRow.objects.filter(name__startswith="press.Outside").values_list("name", flat=True)
    assert set(names) == {"press.OutsideApprovalAsked", "press.OutsideApprovalAnswered"}


def test_a_yes_counts_for_its_text_alone(newsroom):
    article = waiting(newsroom)
    _approval, code = requested(newsroom, article)
    answered(code)
    saved(newsroom, article, who="bien", lead="Sapô khác")
    with pytest.raises(EntryRefused, match="bản mới nhất chưa được"):
        row = fresh(article)
        Article.objects.filter(pk=row.pk).update(state=Article.State.APPROVAL)
        approve_article(article=row, ver=row.ver, by=newsroom.actor("duyet"), now=NOW)


def test_the_code_of_an_older_text_opens_nothing(newsroom, client):
    article = waiting(newsroom)
    _approval, code = requested(newsroom, article)
    saved(newsroom, article, who="bien", lead="Sapô khác")
    with pytest.raises(EntryRefused):
        answered(code)
    assert client.post("/duyet-bai/", {"code": code}).status_code == 422


def test_what_is_given_back_goes_to_the_editors_with_the_remark(newsroom):
    article = waiting(newsroom)
    _approval, code = requested(newsroom, article)
    for words in ({"remark": "x"}, {"remark": "y" * 1001}, {"remark": "Sai tên bệnh viện", "full_name": " "}):
        with pytest.raises(EntryRefused):
            answered(code, approved=False, **words)
    answered(code, approved=False, remark="Sai tên bệnh viện")
    row = fresh(article)
    assert row.state == Article.State.EDITING and "Sai tên bệnh viện" in row.steps.first().note


def test_who_may_not_send_it_outside_and_what_is_refused(newsroom):
    draft, article = written(newsroom, title="Bài đang viết"), waiting(newsroom)
    for who, row in (("viet", article), ("xa", article), ("bien", draft), ("an", article)):
        assert not can_ask_outside(fresh(row), newsroom.actor(who))
        with pytest.raises(PressForbidden):
            requested(newsroom, row, by=newsroom.actor(who))
    for words in ({"approver": "x"}, {"approver": "y" * 201}, {"days": 0}, {"days": 31}):
        with pytest.raises(EntryRefused):
            requested(newsroom, article, **words)
    key = uuid4()
    requested(newsroom, article, client_key=key)
    with pytest.raises(EntryRefused, match="Đã tạo"):
        requested(newsroom, article, client_key=key)
    with pytest.raises(ArticleChanged):
        requested(newsroom, article, ver=1)


def test_a_revoked_link_and_one_over_its_time_open_nothing(newsroom, client):
    article = waiting(newsroom)
    approval, code = requested(newsroom, article)
    with pytest.raises(PressForbidden):
        revoke_outside_approval(approval=approval, by=newsroom.actor("xa"), now=NOW)
    with pytest.raises(EntryRefused):
        answered(code, now=NOW + timedelta(days=3))
    revoke_outside_approval(approval=approval, by=newsroom.actor("bien"), now=NOW)
    revoke_outside_approval(approval=approval, by=newsroom.actor("bien"), now=NOW)
    assert EventRow.objects.filter(name="press.OutsideApprovalRevoked").count() == 1
    assert client.post("/duyet-bai/", {"code": code}).status_code == 422
    assert fresh(approved(newsroom, article)).state == Article.State.PUBLISHED


def test_the_link_is_shown_once_and_who_has_it_reads_and_answers(newsroom, client, caplog, settings):
    settings.SITE_URL = "https://tinh.example.vn"
    article = waiting(newsroom)
    newsroom.sign_in(client, "bien")
    form = {"ver": fresh(article).ver, "client_key": str(uuid4()), "approver": WHO, "days": "3"}
    place = f"/can-bo/tin-bai/{article.code}/duyet-ngoai/"
    assert client.get(place).status_code == 200
    page = client.post(place, form).content.decode()
    code = re.search(r"https://tinh\.example\.vn/duyet-bai/#([\w-]{20,})", page)[1]
    assert code not in client.get(f"/can-bo/tin-bai/{article.code}/").content.decode()
    client.logout()
    caplog.set_level(logging.DEBUG)
    read = client.post("/duyet-bai/", {"code": code})
    text = read.content.decode()
    assert TITLE in text and LEAD in text and "noindex" in text
    assert read["X-Robots-Tag"].startswith("noindex") and "no-store" in read["Cache-Control"]
    answer = {"code": code, "full_name": "Bà Hạnh", "answer": "no", "remark": ""}
    refused = client.post("/duyet-bai/", answer)
    assert refused.status_code == 422 and "Bà Hạnh" in refused.content.decode()
    done = client.post("/duyet-bai/", answer | {"remark": "Sai tên bệnh viện"})
    assert done.status_code == 200 and OutsideApproval.objects.get().state == "returned"
    assert code not in caplog.text
    assert TITLE not in client.get("/tim-kiem/?q=diem+ho+tro").content.decode()


@pytest.mark.long
def test_tries_of_codes_are_limited(newsroom, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert client.post("/duyet-bai/", {"code": "x" * 32}).status_code == 422
    for _ in range(29):
        client.post("/duyet-bai/", {"code": "x" * 32})
    assert client.post("/duyet-bai/", {"code": "x" * 32}).status_code == 429


def test_the_button_of_the_desk_revokes(newsroom, client):
    article = waiting(newsroom)
    approval, _code = requested(newsroom, article)
    newsroom.sign_in(client, "bien")
    place = f"/can-bo/tin-bai/{article.code}/"
    assert "Thu hồi của" in client.get(place).content.decode()
    assert client.post(f"{place}duyet-ngoai/{approval.pk}/thu-hoi/").status_code == 302
    assert OutsideApproval.objects.get().state == "revoked"
    assert client.post(f"{place}duyet-ngoai/0/thu-hoi/").status_code == 404
