"""Whoever settles a dossier sees which facts came from which source and when, and asks again where they are out of date."""

from datetime import timedelta

import pytest

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.models import EventRow
from tinhso.lib.exchange.client import Ended
from tinhso.onestop.dossier.use_grounds import asked_calls
from tinhso.onestop.models import ConsentBy, SourceRecord
from tinhso.onestop.once_only.actions.renew_source_record import renew_source_record
from tinhso.onestop.once_only.ask_again import NothingToAsk, ask_again, known_facts
from tinhso.onestop.once_only.permissions import can_ask_again
from tinhso.onestop.once_only.tests.makers import RECORD, Plane, connect, make_source

LATER = timedelta(days=40)


@pytest.fixture
def plane(shop, settings, monkeypatch):
    return connect(settings, monkeypatch, Plane({f"/thu/{shop.town.an.person.id_number}": RECORD}))


def record_of(source, shop, outcome="found", **changes):
    found = outcome == "found"
    given = {
        "key": source.key,
        "outcome": outcome,
        "title": source.title,
        "law": source.legal_basis,
        "at": shop.now.isoformat(timespec="seconds"),
        "by_consent": source.by_consent,
        "call": "c-0",
        "values": RECORD if found else {},
        "rows": source.rows_of(RECORD) if found else [],
        "reason": "" if found else "Nguồn đang không trả lời.",
        "consent_by": ConsentBy.PAPER if source.by_consent else "",
    }
    return SourceRecord(**(given | changes))


def settled_with(shop, outcome="found", **terms):
    """A dossier at its examiner, with what a source said when it was handed in."""
    source = make_source(shop, **({"fresh_days": 30} | terms))
    dossier = shop.dossier("examine")
    dossier.source_data = {source.key: record_of(source, shop, outcome).written()}
    dossier.save(update_fields=["source_data"])
    return dossier, source


def facts(shop, dossier, *, who="emi", after=LATER):
    return known_facts(dossier, shop.actor(who), shop.now + after)


def renewed(shop, dossier, *, who="emi", after=LATER):
    return ask_again(dossier, "phuong_an", by=shop.actor(who), now=shop.now + after)


def test_what_is_fresh_is_shown_and_not_asked_again(shop, plane):
    dossier, _source = settled_with(shop)
    (one,) = facts(shop, dossier, after=timedelta(days=29))
    assert (one.about, one.stale, one.fits, one.can_ask) == ("Phương án", False, True, False)
    with pytest.raises(NothingToAsk):
        renewed(shop, dossier, after=timedelta(days=29))
    assert plane.calls == []


def test_what_is_out_of_date_is_asked_again_and_a_change_is_shown(shop, plane):
    dossier, source = settled_with(shop)
    (one,) = facts(shop, dossier)
    assert one.stale and one.can_ask
    plane.records = {f"/thu/{shop.town.an.person.id_number}": RECORD | {"hoTen": "Lê Thị Anh"}}
    record = renewed(shop, dossier)
    assert record.before == [["Họ tên", "Lê Thị An"], ["Ngày", "01/04/2024"]]
    assert record.rows[0] == ["Họ tên", "Lê Thị Anh"] and not facts(shop, dossier)[0].stale
    event = EventRow.objects.filter(name__endswith="SourceAskedAgain").get()
    assert (event.payload["source_id"], event.payload["changed"]) == (source.pk, True)
    assert asked_calls([dossier.pk]) == {"c-0": dossier.pk, "c-1": dossier.pk}


def test_a_source_that_says_nothing_leaves_what_was_known_and_the_reason(shop, plane):
    dossier, _source = settled_with(shop)
    plane.ended = Ended.AWAY
    record = renewed(shop, dossier)
    assert record.found and record.rows and record.again_reason == "Nguồn đang không trả lời."
    assert record.asked_again == shop.now + LATER
    assert facts(shop, dossier)[0].can_ask  # it is still out of date


def test_what_no_longer_fits_is_told_beside_what_was_known(shop, plane):
    dossier, _source = settled_with(shop, conditions={"tinhTrang": "Đã kết hôn"})
    plane.records = {f"/thu/{shop.town.an.person.id_number}": RECORD | {"tinhTrang": "Đã ly hôn"}}
    record = renewed(shop, dossier)
    assert record.found and "Đã ly hôn" in record.again_reason


def test_a_source_that_was_away_at_the_counter_is_asked_by_the_examiner(shop, plane):
    dossier, _source = settled_with(shop, "away", by_consent=True)
    record = renewed(shop, dossier, after=timedelta(hours=1))
    assert record.found and record.consent_by == ConsentBy.PAPER and record.before == []


def test_without_the_persons_word_or_a_line_of_the_register_nothing_is_asked(shop, plane):
    dossier, source = settled_with(shop, "away")
    type(source).objects.update(by_consent=True)
    with pytest.raises(NothingToAsk):
        renewed(shop, dossier)
    type(source).objects.update(by_consent=False, approved=False)
    with pytest.raises(NothingToAsk):
        renewed(shop, dossier)
    assert [one.can_ask for one in facts(shop, dossier)] == [False] and plane.calls == []


def test_only_whoever_has_the_turn_asks_again(shop, plane):
    dossier, _source = settled_with(shop)
    for who in ("an", "binh", "chi", "van", "dung"):
        assert not can_ask_again(dossier, shop.actor(who))
        assert not any(one.can_ask for one in facts(shop, dossier, who=who))
        with pytest.raises(NotYourTurn):
            renewed(shop, dossier, who=who)
        with pytest.raises(NotYourTurn):
            newer = SourceRecord("phuong_an", "found", "x", "x", shop.now.isoformat(), False)
            renew_source_record(dossier=dossier, newer=newer, source_id=1, by=shop.actor(who), now=shop.now)
    assert can_ask_again(dossier, shop.actor("emi")) and plane.calls == []


@pytest.mark.long
def test_the_page_shows_facts_beside_the_papers_and_asks_again(
    shop, plane, client, monkeypatch, django_assert_max_num_queries
):
    dossier, _source = settled_with(shop)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: shop.now + LATER)
    emi, url = shop.town.sign_in(client, "emi"), f"/can-bo/ho-so/{dossier.case.code}/"
    with django_assert_max_num_queries(40):
        page = emi.get(url).content.decode()
    assert "Dữ liệu lấy từ nguồn" in page and "quá hạn dùng" in page and "Hỏi lại nguồn" in page
    address = f"{url}hoi-lai-nguon/"
    page = emi.post(address, {"nguon": "phuong_an"}, follow=True).content.decode()
    assert "không có gì thay đổi" in page and "còn dùng được" in page
    assert "còn dùng được hoặc" in emi.post(address, {"nguon": "phuong_an"}, follow=True).content.decode()
    assert "còn dùng được hoặc" in emi.post(address, {"nguon": "\0" * 99}, follow=True).content.decode()
    assert shop.town.sign_in(client, "chi").post(address, {"nguon": "phuong_an"}).status_code in (403, 409)
    assert shop.town.sign_in(client, "an").post(address, {"nguon": "phuong_an"}).status_code == 403


def test_the_page_says_why_nothing_came_and_what_changed(shop, plane, client, monkeypatch):
    dossier, _source = settled_with(shop)
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: shop.now + LATER)
    emi, address = shop.town.sign_in(client, "emi"), f"/can-bo/ho-so/{dossier.case.code}/hoi-lai-nguon/"
    plane.ended = Ended.REFUSED
    page = emi.post(address, {"nguon": "phuong_an"}, follow=True).content.decode()
    assert "Nguồn từ chối trả lời." in page and "Dữ liệu lần trước vẫn giữ" in page
    plane.ended, number = Ended.FOUND, shop.town.an.person.id_number
    plane.records = {f"/thu/{number}": RECORD | {"hoTen": "Lê Thị Anh"}}
    page = emi.post(address, {"nguon": "phuong_an"}, follow=True).content.decode()
    assert "nguồn nay ghi khác lần trước" in page and "Lần trước ghi" in page and "Lê Thị Anh" in page
