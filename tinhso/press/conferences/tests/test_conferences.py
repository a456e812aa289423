"""Press conferences: the agency's year, what is announced, who asks for a seat, what was said."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.conferences.actions.announce_conference import announce_conference, note_minutes
from tinhso.press.conferences.actions.ask_accreditation import (
    ask_accreditation,
    decide_accreditation,
    erase_accreditation_cards,
)
from tinhso.press.conferences.actions.plan_conference import cancel_conference, plan_conference
from tinhso.press.conferences.grounds import briefing_hosts
from tinhso.press.conferences.permissions import can_hold_conference
from tinhso.press.models import Accreditation, PressConference

LATER = NOW + timedelta(days=5)
WORDS = {"kind": "regular", "topic": "Chuyển đổi số quý một", "starts_at": LATER}
NEWS = {"starts_at": LATER, "place": "Hội trường", "invitation": "Kính mời các báo.", "accredit_until": LATER}
DESK, PUBLIC = "/can-bo/hop-bao/", "/hop-bao/"


def planned(town, *, who="hang", **words):
    return plan_conference(**{"client_key": uuid4()} | WORDS | words, by=town.actor(who), now=NOW)


def announced(town, **words):
    row = planned(town)
    announce_conference(conference=row, **NEWS | words, by=town.actor("hang"), now=NOW)
    row.refresh_from_db()
    return row


def seat_request(town, row, **words):
    given = {"outlet": "Báo Thử", "card": "ibt 01234"} | words
    return ask_accreditation(conference=row, **given, by=town.actor("an"), now=NOW)


def test_a_conference_is_planned_announced_and_held_with_public_minutes(press_desk, client):
    key = uuid4()
    row = planned(press_desk, client_key=key)
    assert (
        planned(press_desk, client_key=key) == row and client.get(f"{PUBLIC}{row.code}/").status_code == 404
    )
    hang = press_desk.actor("hang")
    announce_conference(conference=row, **NEWS, by=hang, now=NOW)
    assert "Kính mời các báo." in client.get(f"{PUBLIC}{row.code}/").content.decode()
    after = LATER + timedelta(hours=2)
    for _ in range(2):
        note_minutes(conference=row, minutes="Đã trả lời ba câu hỏi.", outlets_present=7, by=hang, now=after)
    cancel_conference(conference=row, reason="Không còn cần", by=hang, now=after)
    assert "Đã trả lời ba câu hỏi." in client.get(f"{PUBLIC}{row.code}/").content.decode()
    names = EventRow.objects.filter(name__startswith="press.PressConf").values_list("name", flat=True)
    ends = ("Announced", "Held", "Planned")
    assert sorted(names) == [f"press.PressConference{one}" for one in ends]


def test_a_seat_is_given_or_refused_on_a_listed_ground_and_the_card_goes(press_desk):
    row, hang = announced(press_desk), press_desk.actor("hang")
    first = seat_request(press_desk, row)
    assert seat_request(press_desk, row) == first and first.card == "IBT01234"
    second = seat_request(press_desk, row, card="IBT99999")
    with pytest.raises(EntryRefused) as refused:
        decide_accreditation(accreditation=second, accepted=False, ground="busy", by=hang, now=NOW)
    assert refused.value.field == "ground"
    decide_accreditation(accreditation=second, accepted=False, ground="full", by=hang, now=NOW)
    for _ in range(2):
        decide_accreditation(accreditation=first, accepted=True, ground="", by=hang, now=NOW)
    decide_accreditation(accreditation=first, accepted=False, ground="full", by=hang, now=NOW)
    assert set(Accreditation.objects.values_list("state", "ground")) == {
        ("accepted", ""),
        ("refused", "full"),
    }
    assert not EventRow.objects.filter(name="press.AccreditationRequested", actor_id__isnull=False).exists()
    assert erase_accreditation_cards(by=SYSTEM, now=LATER + timedelta(days=89)) == 0
    assert erase_accreditation_cards(by=SYSTEM, now=LATER + timedelta(days=91)) == 2
    assert set(Accreditation.objects.values_list("card", flat=True)) == {""}
    assert EventRow.objects.get(name="press.AccreditationCardsErased").payload["requests"] == 2


def test_the_card_goes_too_where_the_conference_was_called_off_or_put_off(press_desk):
    hang = press_desk.actor("hang")
    row = announced(press_desk, starts_at=NOW + timedelta(days=700), accredit_until=LATER)
    seat = seat_request(press_desk, row)
    cancel_conference(conference=row, reason="Chuyển sang năm sau", by=hang, now=NOW)
    assert erase_accreditation_cards(by=SYSTEM, now=NOW + timedelta(days=91)) == 1
    with pytest.raises(EntryRefused):
        decide_accreditation(accreditation=seat, accepted=True, ground="", by=hang, now=NOW)
    with pytest.raises(EntryRefused) as far:
        announce_conference(
            conference=planned(press_desk),
            **NEWS | {"starts_at": NOW + timedelta(days=900)},
            by=hang,
            now=NOW,
        )
    assert far.value.field == "starts_at"


def test_who_was_not_answered_by_the_hour_stays_unanswered_and_all_find_their_answer(press_desk, client):
    row, hang = announced(press_desk, accredit_until=NOW + timedelta(days=1)), press_desk.actor("hang")
    seat = seat_request(press_desk, row)
    with pytest.raises(EntryRefused):
        decide_accreditation(accreditation=seat, accepted=True, ground="", by=hang, now=LATER)
    announce_conference(
        conference=row,
        **NEWS | {"accredit_until": row.accredit_until, "place": "Phòng hai"},
        by=hang,
        now=NOW + timedelta(days=2),
    )
    PressConference.objects.update(accredit_until=NOW - timedelta(days=1))
    page = client.get(f"{PUBLIC}{row.code}/").content.decode()
    assert f"{row.code}/xem/" in page and f"{row.code}/dang-ky/" not in page


def test_what_is_no_conference_is_refused(press_desk):
    hang = press_desk.actor("hang")
    for words in ({"kind": "x"}, {"topic": ""}, {"starts_at": NOW}, {"starts_at": NOW + timedelta(days=800)}):
        with pytest.raises(EntryRefused):
            plan_conference(**WORDS | words, client_key=uuid4(), by=hang, now=NOW)
    row = planned(press_desk)
    wrong = ({"starts_at": NOW}, {"place": ""}, {"invitation": "x" * 4001}, {"accredit_until": LATER + timedelta(hours=1)},
             {"invitation": "Gọi ông A số 0912 345 678."}, {"place": "Nhà ông A, 0912 345 678"})  # fmt: skip
    for words in wrong:
        with pytest.raises(EntryRefused):
            announce_conference(conference=row, **NEWS | words, by=hang, now=NOW)
    with pytest.raises(EntryRefused):
        ask_accreditation(
            conference=row, outlet="Báo Thử", card="IBT1234", by=press_desk.actor("an"), now=NOW
        )
    row = announced(press_desk)
    with pytest.raises(EntryRefused):
        note_minutes(conference=row, minutes="Đã trả lời.", outlets_present=1, by=hang, now=NOW)
    for words in ({"minutes": ""}, {"outlets_present": -1}):
        given = {"minutes": "Đã trả lời ba câu.", "outlets_present": 1} | words
        with pytest.raises(EntryRefused):
            note_minutes(conference=row, **given, by=hang, now=LATER)
    for reason in ("", "Ông A số 0912 345 678 ốm"):
        with pytest.raises(EntryRefused):
            cancel_conference(conference=row, reason=reason, by=hang, now=NOW)
    for _ in range(2):
        cancel_conference(conference=row, reason="Chuyển sang tháng sau", by=hang, now=NOW)
    with pytest.raises(EntryRefused):
        announce_conference(conference=row, **NEWS, by=hang, now=NOW)
    for words in ({"outlet": ""}, {"card": "!"}):
        with pytest.raises(EntryRefused):
            seat_request(press_desk, announced(press_desk), **words)


def test_strangers_hold_no_conference(press_desk):
    row = announced(press_desk)
    seat = seat_request(press_desk, row)
    for who in ("an", "viet", "binh"):
        assert not can_hold_conference(press_desk.actor(who))
        with pytest.raises(PressForbidden):
            plan_conference(**WORDS, client_key=uuid4(), by=press_desk.actor(who), now=NOW)
    other = press_desk.actor("phat")
    with pytest.raises(PressForbidden):
        announce_conference(conference=row, **NEWS, by=other, now=NOW)
    with pytest.raises(PressForbidden):
        note_minutes(conference=row, minutes="Đã trả lời ba câu.", outlets_present=1, by=other, now=LATER)
    with pytest.raises(PressForbidden):
        cancel_conference(conference=row, reason="Không còn cần", by=other, now=NOW)
    with pytest.raises(PressForbidden):
        decide_accreditation(accreditation=seat, accepted=True, ground="", by=other, now=NOW)


def test_who_holds_the_press_briefing_is_dated(press_desk):
    now, then = briefing_hosts(NOW.date()), briefing_hosts(NOW.date().replace(year=2026))
    assert len(now) == 3 and now != then


@pytest.mark.long
def test_the_pages(press_desk, client, django_assert_max_num_queries):
    press_desk.sign_in(client, "hang")
    form = WORDS | {"starts_at": "20/03/2024 08:00", "client_key": str(uuid4())}
    page = client.post(f"{DESK}moi/", form | {"starts_at": "31/02/2024 08:00"})
    assert page.status_code == 422 and "31/02/2024 08:00" in page.content.decode()
    assert client.post(f"{DESK}moi/", form).status_code == 302
    row = PressConference.objects.get()
    one, public = f"{DESK}{row.code}/", f"{PUBLIC}{row.code}/"
    news = {"starts_at": "20/03/2024 08:00", "place": "Hội trường", "accredit_until": "19/03/2024 08:00"}
    assert client.post(f"{one}thong-bao/", news | {"accredit_until": "21/03/2024 08:00"}).status_code == 422
    assert client.post(f"{one}thong-bao/", news).status_code == 302
    assert client.post(f"{public}dang-ky/", {"outlet": "Báo Thử", "card": "!"}).status_code == 422
    assert client.post(f"{public}dang-ky/", {"outlet": "Báo Thử", "card": "IBT01234"}).status_code == 200
    seat = Accreditation.objects.get()
    for path in (
        DESK,
        f"{DESK}moi/",
        one,
        f"{one}thong-bao/",
        f"{one}bien-ban/",
        f"{one}huy/",
        f"{one}dang-ky/{seat.pk}/",
    ):
        with django_assert_max_num_queries(30):
            assert client.get(path).status_code == 200, path
    assert client.post(f"{one}dang-ky/{seat.pk}/", {"accepted": "no", "ground": ""}).status_code == 422
    assert client.post(f"{one}dang-ky/{seat.pk}/", {"accepted": "no", "ground": "full"}).status_code == 302
    assert (
        client.post(f"{one}bien-ban/", {"minutes": "Đã trả lời ba câu.", "outlets_present": "1"}).status_code
        == 422
    )
    client.logout()
    for path in (PUBLIC, public, f"{public}dang-ky/", f"{public}xem/"):
        with django_assert_max_num_queries(14):
            assert client.get(path).status_code == 200, path
    assert "Không được dự" in client.post(f"{public}xem/", {"card": "ibt-01234"}).content.decode()
    for card in ("IBT55555", "!"):
        assert client.post(f"{public}xem/", {"card": card}).status_code == 422
    press_desk.sign_in(client, "phat")
    assert client.get(one).status_code == 404
