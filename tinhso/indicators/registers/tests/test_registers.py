"""Published ranks and recognitions: entered by those who may, corrected by another revision, never written over."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.town import make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.indicators.assessments import scoring
from tinhso.indicators.assessments.actions.open_round import open_round
from tinhso.indicators.loading.actions.load_criteria import load_criteria
from tinhso.indicators.measures import ranks, recognitions
from tinhso.indicators.models import CriteriaSet, ExternalRank, Recognition
from tinhso.indicators.registers.actions.enter_rank import enter_rank
from tinhso.indicators.registers.actions.recognise_agency import (
    RecognisedBefore,
    recognise_agency,
    revise_recognition,
)
from tinhso.indicators.registers.applicable_criteria import NotMeasured
from tinhso.indicators.registers.permissions import (
    NotARegistrar,
    can_enter_ranks,
    can_keep_any,
    can_recognise,
)
from tinhso.indicators.registers.registers import RevisedBefore
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Head, Supervisor
from tinhso.kernel.site import clock
from tinhso.kernel.site.public import EntryRefused


@pytest.fixture
def registers_town(town, monkeypatch):
    """Rounds of the province and of communes, verified by agency A, which Chi heads."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load_criteria(by=SYSTEM, now=NOW)
    for code in ("dti_tinh", "xa"):
        criteria = CriteriaSet.objects.get(code=code)
        given = {"criteria": criteria, "year": 2024, "verifier": town.agency_a}
        open_round(**given, closes_on=date(2024, 12, 15), by=SYSTEM, now=NOW)
    town.communes = criteria
    kind = Agency.Kind.COMMITTEE
    town.xa = make_agency("xa-1", "UBND xã 1", kind=kind, level="commune", unit=town.commune)
    return town


def enter(town, who="chi", was=0, reason="", **changes):
    given = {"index": "dti", "assessed_year": 2022, "rank": 15, "n": 63, "source": "Bộ"} | changes
    return enter_rank(**given, was=was, reason=reason, by=town.actor(who), now=NOW)


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rank": 64}, "đến số tỉnh"),
        ({"rank": 0}, "từ 1"),
        ({"rank": 62, "tied": 2}, "cùng hạng"),
        ({"assessed_year": 2025}, "chưa tới"),
        ({"published_on": date(2021, 8, 1)}, "từ năm đánh giá"),
        ({"published_on": date(2024, 8, 1)}, "từ năm đánh giá"),
    ],
)
def test_a_rank_that_cannot_have_been_published_is_refused(registers_town, changes, words):
    with pytest.raises(EntryRefused, match=words):
        enter(registers_town, **changes)


def test_a_corrected_rank_keeps_the_one_before_and_only_the_newest_counts(registers_town):
    enter(registers_town)
    enter(registers_town, assessed_year=2020, rank=50)
    with pytest.raises(RevisedBefore):
        enter(registers_town, rank=14)
    enter(registers_town, rank=14, was=1, reason="Nhập nhầm")
    assert ranks().filter(assessed_year=2022).values_list("rank", flat=True).get() == 14
    assert ExternalRank.objects.filter(assessed_year=2022).count() == 2
    assert scoring.places_won(list(ExternalRank.objects.standing())) == 36
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalRank.objects.update(rank=1)


@pytest.mark.parametrize("who", ["emi", "binh", "quan", "bao"])
def test_nobody_else_enters_ranks_or_recognitions(registers_town, who):
    with pytest.raises(NotARegistrar):
        enter(registers_town, who)
    given = {
        "criteria": registers_town.communes,
        "agency": registers_town.xa,
        "number": "1/QĐ",
        "decided_on": date(2024, 1, 5),
    }
    with pytest.raises(NotARegistrar):
        recognise_agency(**given, by=registers_town.actor(who), now=NOW)


def test_a_recognition_is_corrected_or_taken_back_by_another_row(registers_town):
    given = {
        "criteria": registers_town.communes,
        "agency": registers_town.xa,
        "number": "1/QĐ",
        "decided_on": date(2024, 1, 5),
    }
    chi = registers_town.actor("chi")
    with pytest.raises(EntryRefused, match="chưa tới"):
        recognise_agency(**given | {"decided_on": date(2024, 9, 1)}, by=chi, now=NOW)
    first = recognise_agency(**given, by=chi, now=NOW)
    with pytest.raises(RecognisedBefore):
        recognise_agency(**given, by=chi, now=NOW)
    mended = {"number": "2/QĐ", "decided_on": date(2024, 1, 6), "ended_on": None, "reason": "Sai số"}
    with pytest.raises(EntryRefused, match="sau ngày quyết định"):
        revise_recognition(recognition=first, by=chi, now=NOW, **mended | {"ended_on": date(2024, 1, 6)})
    second = revise_recognition(recognition=first, by=chi, now=NOW, **mended)
    with pytest.raises(RevisedBefore):
        revise_recognition(recognition=first, by=chi, now=NOW, **mended | {"number": "3/QĐ"})
    ended = mended | {"ended_on": date(2024, 3, 1), "reason": "Không còn đạt"}
    revise_recognition(recognition=second, by=chi, now=NOW, **ended)
    assert [row.ended_on for row in recognitions()] == [date(2024, 3, 1)]
    assert Recognition.objects.count() == 3


def test_what_was_decided_today_is_taken_and_tomorrow_is_not(registers_town):
    given = {"by": registers_town.actor("chi"), "now": NOW}
    today, tomorrow = NOW.date(), NOW.date() + timedelta(days=1)
    entry = {"criteria": registers_town.communes, "agency": registers_town.xa, "number": "1/QĐ"}
    with pytest.raises(EntryRefused, match="chưa tới"):
        recognise_agency(**entry, decided_on=tomorrow, **given)
    first = recognise_agency(**entry, decided_on=today, **given)
    mended = {"number": "2/QĐ", "ended_on": None, "reason": "Sai số"} | given
    with pytest.raises(EntryRefused, match="chưa tới"):
        revise_recognition(recognition=first, decided_on=tomorrow, **mended)
    assert revise_recognition(recognition=first, decided_on=today, **mended).decided_on == today


def test_only_what_the_criteria_measure_is_recognised_and_revised_by_who_keeps_them(registers_town):
    given = {
        "criteria": registers_town.communes,
        "number": "1/QĐ",
        "decided_on": date(2024, 1, 5),
        "now": NOW,
    }
    chi = registers_town.actor("chi")
    with pytest.raises(NotMeasured):
        recognise_agency(agency=registers_town.agency_b, by=chi, **given)
    first = recognise_agency(agency=registers_town.xa, by=chi, **given)
    mended = {"number": "2/QĐ", "decided_on": date(2024, 1, 6), "ended_on": None, "reason": "Sai số"}
    for who in ("emi", "bao", "an"):
        with pytest.raises(NotARegistrar):
            revise_recognition(recognition=first, by=registers_town.actor(who), now=NOW, **mended)


@pytest.mark.long
def test_the_pages_of_the_registers(registers_town, client, django_assert_max_num_queries):
    registers_town.sign_in(client, "chi")
    assert "xep-hang-cong-nhan" in client.get("/can-bo/danh-gia/").content.decode()
    page = "/can-bo/xep-hang-cong-nhan/"
    rank = {"index": "dti", "assessed_year": 2022, "rank": 15, "n": 63, "source": "Bộ", "was": 0, "tied": ""}
    assert client.post(f"{page}thu-hang/", rank | {"rank": 99}).status_code == 422
    assert client.post(f"{page}thu-hang/", rank).status_code == 302
    old = ExternalRank.objects.get()
    mended = rank | {"rank": 16, "was": 1, "reason": "Đọc nhầm"}
    assert client.post(f"{page}thu-hang/?sua={old.pk}", rank | {"was": 1}).status_code == 422
    assert client.post(f"{page}thu-hang/?sua={old.pk}", mended).status_code == 302
    with django_assert_max_num_queries(30):
        assert "Đọc nhầm" in client.get(page).content.decode()
    decision = {"agency": registers_town.xa.pk, "number": "1/QĐ", "decided_on": "2024-01-05"}
    assert client.post(f"{page}xa/quyet-dinh/", decision | {"decided_on": "hôm nay"}).status_code == 422
    assert client.post(f"{page}xa/quyet-dinh/", decision).status_code == 302
    assert "đã được công nhận" in client.post(f"{page}xa/quyet-dinh/", decision).content.decode()
    one = Recognition.objects.get()
    withdrawal = {
        "number": "1/QĐ",
        "decided_on": "2024-01-05",
        "ended_on": "2024-03-01",
        "reason": "Không đạt",
    }
    assert client.post(f"{page}xa/quyet-dinh/?sua={one.pk}", withdrawal).status_code == 302
    with django_assert_max_num_queries(14):
        assert "thôi công nhận" in client.get(f"{page}xa/").content.decode()
    assert "thôi công nhận từ 01/03/2024" in client.get("/so-lieu/danh-gia/xa/").content.decode()
    registers_town.sign_in(client, "bao")
    for address in (page, f"{page}thu-hang/", f"{page}xa/", f"{page}xa/quyet-dinh/"):
        assert client.get(address).status_code == 403


def test_ranks_are_entered_by_the_verifier_of_the_province_and_its_committee(registers_town):
    town = registers_town
    town.hung = make_officer("hung", "Lê Văn Hùng", town.agency_b, "Giám đốc", Head)
    for who in ("chi", "sau"):
        assert can_enter_ranks(town.actor(who)) and can_keep_any(town.actor(who))
    assert can_enter_ranks(SYSTEM) and can_recognise(town.communes, SYSTEM)
    for who in ("hung", "emi", "binh", "quan", "bao", "an"):
        assert not can_enter_ranks(town.actor(who)) and not can_keep_any(town.actor(who))


def test_a_recognition_is_entered_by_who_verifies_that_very_set(registers_town):
    town = registers_town
    town.chau = make_officer("chau", "Lê Thị Châu", town.agency_a, "Chuyên viên", Supervisor)
    assert can_recognise(town.communes, town.actor("chi")) and can_recognise(
        town.communes, town.actor("chau")
    )
    for who in ("emi", "sau", "quan", "bao", "an"):
        assert not can_recognise(town.communes, town.actor(who))
    assert not can_recognise(CriteriaSet.objects.get(code="dti_co_quan"), town.actor("chi"))
