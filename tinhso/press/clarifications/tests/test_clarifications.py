"""What goes round and is untrue: written by one person, published by another, naming nobody."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.clarifications.actions.draft_clarification import draft_clarification
from tinhso.press.clarifications.actions.publish_clarification import (
    publish_clarification,
    withdraw_clarification,
)
from tinhso.press.clarifications.permissions import (
    can_clarify,
    can_publish_clarification,
    can_withdraw_clarification,
)
from tinhso.press.datasets import clarifications
from tinhso.press.models import Clarification

WORDS = {"claim": "Cầu qua sông sẽ đóng một năm.", "fact": "Cầu chỉ đóng hai đêm để sửa khe co giãn."}
WORDS |= {"evidence": "Thông báo của Sở B ngày 07/03/2024.", "evidence_url": "/thu-tuc/"}
DESK = "/can-bo/thong-tin-dinh-chinh/"


def drafted(town, *, who="bien", **words):
    given = {"client_key": uuid4()} | WORDS | words
    return draft_clarification(**given, by=town.actor(who), now=NOW)


def fresh(row):
    return Clarification.objects.get(pk=row.pk)


def test_a_second_person_publishes_and_the_page_says_what_was_taken_back(press_desk, client):
    key = uuid4()
    row = drafted(press_desk, client_key=key)
    assert drafted(press_desk, client_key=key) == row and row.code == "DC-240308-001"
    assert client.get(f"/thong-tin-dinh-chinh/{row.code}/").status_code == 404
    duyet = press_desk.actor("duyet")
    for _ in range(2):
        publish_clarification(clarification=row, by=duyet, now=NOW)
    page = client.get(f"/thong-tin-dinh-chinh/{row.code}/").content.decode()
    assert WORDS["claim"] in page and WORDS["fact"] in page and "Sở A" in page and "Trần Thị Biên" not in page
    for kind in ("rss", "atom"):
        assert "Cầu chỉ đóng hai đêm" in client.get(f"/thong-tin-dinh-chinh/{kind}.xml").content.decode()
    assert client.get("/thong-tin-dinh-chinh/json.xml").status_code == 404
    assert len(clarifications()) == 1
    with pytest.raises(EntryRefused):
        withdraw_clarification(clarification=row, reason=" ", by=duyet, now=NOW)
    for words in ("Tài khoản “Nguyễn A” đã gỡ bài", "Gọi ông A số 0912 345 678"):
        with pytest.raises(EntryRefused) as refused:
            withdraw_clarification(clarification=row, reason=words, by=duyet, now=NOW)
        assert refused.value.field == "reason"
    for _ in range(2):
        withdraw_clarification(clarification=row, reason="Số đêm đã đổi", by=duyet, now=NOW)
    assert "Số đêm đã đổi" in client.get(f"/thong-tin-dinh-chinh/{row.code}/").content.decode()
    assert (
        not clarifications() and "Cầu chỉ" not in client.get("/thong-tin-dinh-chinh/rss.xml").content.decode()
    )
    names = EventRow.objects.filter(name__startswith="press.Clarification").values_list("name", flat=True)
    assert sorted(one.removeprefix("press.Clarification") for one in names) == [
        "Drafted",
        "Published",
        "Withdrawn",
    ]


@pytest.mark.parametrize(
    "words",
    [
        {"claim": "Ngắn"},
        {"fact": "Trang facebook.com/ai-do nói sai."},
        {"claim": "Tài khoản “Nguyễn A” nói cầu đóng."},
        {"evidence": "Bài của @nguoinao ngày 07/03/2024."},
        {"fact": "Gọi ông A số 0912 345 678 để biết."},
        {"fact": "x" * 3001},
        {"evidence_url": "javascript:alert(1)"},
        {"evidence_url": "//x.vn/"},
        {"evidence_url": "/\\x.vn/"},
        {"evidence_url": "https://www.facebook.com/nhom/1"},
    ],
)
def test_nobody_is_named_and_nothing_is_left_out(press_desk, words):
    with pytest.raises(EntryRefused) as refused:
        draft_clarification(**WORDS | words, client_key=uuid4(), by=press_desk.actor("bien"), now=NOW)
    assert refused.value.field in words


def test_who_wrote_it_does_not_publish_it_and_strangers_do_nothing(press_desk):
    row = drafted(press_desk, who="hang")
    for who in ("hang", "phat", "bien", "an", "xa"):
        by = press_desk.actor(who)
        assert not can_publish_clarification(row, by)
        with pytest.raises(PressForbidden):
            publish_clarification(clarification=row, by=by, now=NOW)
    assert can_publish_clarification(row, press_desk.actor("duyet"))
    for who in ("phat", "bien", "an"):
        assert not can_withdraw_clarification(row, press_desk.actor(who))
        with pytest.raises(PressForbidden):
            withdraw_clarification(clarification=row, reason="Sai rồi", by=press_desk.actor(who), now=NOW)
    for who in ("viet", "an", "binh"):
        assert not can_clarify(press_desk.actor(who))
        with pytest.raises(PressForbidden):
            draft_clarification(**WORDS, client_key=uuid4(), by=press_desk.actor(who), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clarification.objects.filter(pk=row.pk).update(
            state="published", published_at=NOW, published_by=press_desk.hang
        )
    for link in ("/\\x.vn/", "//x.vn/", "javascript:x"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Clarification.objects.filter(pk=row.pk).update(evidence_url=link)


def test_no_column_is_about_who_spread_it():
    names = {field.name for field in Clarification._meta.concrete_fields}
    assert names == {
        *("id", "code", "agency", "claim", "fact", "evidence", "evidence_url", "state", "by", "at"),
        *("published_at", "published_by", "withdrawn_at", "withdrawal", "client_key"),
    }


def test_the_pages(press_desk, client, django_assert_max_num_queries):
    press_desk.sign_in(client, "bien")
    form = WORDS | {"client_key": str(uuid4())}
    page = client.post(f"{DESK}moi/", form | {"fact": "Xem facebook.com/ai-do nhé."})
    assert page.status_code == 422 and "facebook.com/ai-do" in page.content.decode()
    assert client.post(f"{DESK}moi/", form).status_code == 302
    row = Clarification.objects.get()
    one = f"{DESK}{row.code}/"
    for path in (DESK, f"{DESK}moi/", one):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert client.get(f"{one}dang/").status_code == 403
    press_desk.sign_in(client, "duyet")
    assert client.get(f"{one}dang/").status_code == 200
    assert client.post(f"{one}dang/").status_code == 302
    assert client.get(f"{one}rut/").status_code == 200
    for path in (
        "/thong-tin-dinh-chinh/",
        f"/thong-tin-dinh-chinh/{row.code}/",
        "/thong-tin-dinh-chinh/rss.xml",
    ):
        with django_assert_max_num_queries(14):
            assert client.get(path).status_code == 200
    assert client.post(f"{one}rut/", {"reason": "Số đã đổi"}).status_code == 302
    for kind in ("rss", "atom"):  # whoever read it there learns that it was taken back
        feed = client.get(f"/thong-tin-dinh-chinh/{kind}.xml").content.decode()
        assert "Đã rút: " in feed and "Số đã đổi" in feed and WORDS["fact"] not in feed
    press_desk.sign_in(client, "phat")
    assert client.get(one).status_code == 404
