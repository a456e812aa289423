"""After a settled dossier the next right or duty is offered to its person, with its reason; declined with one press, then silent."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tinhso.casework.events import CaseSettled
from tinhso.casework.models import Case
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import Notice, wording
from tinhso.onestop import bulk
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import OffersOff, ProactiveOffer
from tinhso.onestop.offers import lines
from tinhso.onestop.offers.actions.decline_offer import decline_offer
from tinhso.onestop.offers.actions.make_offers import make_offers
from tinhso.onestop.offers.actions.switch_offers import switch_offers
from tinhso.onestop.offers.actions.take_offer import take_offer
from tinhso.onestop.offers.lines import OfferLine, StopLine
from tinhso.onestop.offers.my_offers import offers_for, offers_of
from tinhso.onestop.offers.permissions import NotYourOffer, can_answer_offer
from tinhso.onestop.receivers import offer_next_steps
from tinhso.onestop.tests.makers import CODE, SINCE, SOURCE

PAGE = "/ho-so/loi-moi/"
FIRST = OfferLine(
    code="thu-mot",
    after=frozenset({CODE}),
    when=True,
    target=CODE,
    where="",
    title="Làm tiếp việc thử",
    why="Vì đã có giấy phép thử.",
    law="Luật Thử Điều 2",
    source="thử",
    carry={"muc_dich": "muc_dich", "khong_co": "ngay_can"},
    days=30,
    valid_from=date(2023, 1, 1),
    valid_to=None,
)


def line(**changes):
    return OfferLine(**(vars(FIRST) | changes))


@pytest.fixture
def offered(monkeypatch):
    """Sets the lines that a test wants."""
    found = {"lines": [FIRST], "stops": []}
    monkeypatch.setattr(lines, "offer_lines", lambda: found["lines"])
    monkeypatch.setattr(lines, "stop_lines", lambda: found["stops"])
    return found


def granted(shop):
    """An's dossier with its result, without the signing that no offer looks at."""
    dossier = shop.dossier("receive")
    Case.objects.filter(pk=dossier.pk).update(outcome="granted", settled_at=shop.now)
    return shop.fresh(dossier)


def settled_event(shop, dossier):
    event = CaseSettled(
        case_id=dossier.pk,
        outcome=Code("granted"),
        from_step=Code("issue"),
        to_step=Code("hand_over"),
        timeliness=Code("early"),
        net_seconds=60,
        gross_seconds=60,
        ready_at=shop.now,
    )
    record(event, by=SYSTEM, at=shop.now)
    return EventRow.objects.filter(name="casework.CaseSettled", case_id=dossier.pk).get()


def make(shop, dossier, by=SYSTEM):
    return make_offers(dossier=dossier, by=by, now=shop.now)


def draft_of(shop, who="an"):
    person = getattr(shop.town, who).person
    return start_dossier(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        person=person,
        by=shop.actor(who),
        now=shop.now,
        client_key=uuid4(),
    )


@pytest.fixture
def offer(shop, offered):
    make(shop, granted(shop))
    return ProactiveOffer.objects.get()


def test_what_follows_is_offered_once_with_its_reason_and_last_day(shop, offered):
    dossier = granted(shop)
    assert make(shop, dossier) == 1
    make(shop, dossier)
    one = ProactiveOffer.objects.get()
    assert one.person == shop.town.an.person and one.until == shop.now.date() + timedelta(days=30)
    (shown,) = offers_for(shop.actor("an"), shop.now.date())
    assert (shown.line.why, shown.line.law) == ("Vì đã có giấy phép thử.", "Luật Thử Điều 2")
    assert offers_for(shop.actor("an"), one.until) and not offers_for(
        shop.actor("an"), one.until + timedelta(days=1)
    )
    event = EventRow.objects.filter(name__endswith="OffersMade").first()
    assert event.payload["offers"] == 1 and EventRow.objects.filter(name__endswith="OffersMade").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"after": frozenset({"1.000000"})},
        {"when": {"==": [{"var": "muc_dich"}, "khác"]}},
        {"target": "khong-co"},
        {"valid_from": date(2025, 1, 1)},
        {"valid_to": date(2024, 3, 8)},
    ],
)
def test_what_does_not_fit_is_not_offered(shop, offered, changes):
    offered["lines"] = [line(**changes)]
    assert make(shop, granted(shop)) == 0 and not ProactiveOffer.objects.exists()


def test_nothing_is_offered_after_a_refusal_a_secret_or_a_sensitive_procedure(shop, offered):
    dossier = granted(shop)
    dossier.case.outcome = "refused"
    assert make(shop, dossier) == 0
    dossier.case.outcome, dossier.case.confidential = "granted", True
    assert make(shop, dossier) == 0
    dossier.case.confidential = False
    Rule.objects.create(key="notices.sensitive_procedures", value=[CODE], valid=SINCE, source=SOURCE)
    assert make(shop, dossier) == 0
    with pytest.raises(PermissionDenied):
        make(shop, dossier, by=shop.actor("chi"))


def test_a_death_or_an_adoption_ends_what_is_open_and_offers_nothing_of_it(shop, offered):
    first = granted(shop)
    make(shop, first)
    offered["lines"], offered["stops"] = [], [StopLine(CODE, frozenset({"thu-mot"}), date(2023, 1, 1), None)]
    make(shop, granted(shop))
    assert offers_for(shop.actor("an"), shop.now.date()) == []


def test_of_loaded_dossiers_a_later_one_ends_what_it_silences(shop, offered, monkeypatch):
    """What was offered before it; not what came after, or is another's."""
    stops = [StopLine(CODE, frozenset({"thu-mot"}), date(2023, 1, 1), None)]
    birth, death = granted(shop), granted(shop)
    made = [
        ProactiveOffer(
            dossier=birth, person_id=person, code=code, made_at=at, until=shop.now.date() + timedelta(days=9)
        )
        for person, code, at in (
            (birth.case.person_id, "thu-mot", shop.now - timedelta(days=1)),
            (birth.case.person_id, "thu-hai", shop.now - timedelta(days=1)),
            (None, "thu-ba", shop.now - timedelta(days=1)),
        )
    ]
    later = ProactiveOffer(
        dossier=death,
        person_id=birth.case.person_id,
        code="thu-mot",
        made_at=shop.now + timedelta(hours=1),
        until=shop.now.date() + timedelta(days=9),
    )
    ProactiveOffer.objects.bulk_create([*made, later])
    monkeypatch.setattr(bulk, "stop_lines", lambda: stops)
    offered["stops"] = stops
    Case.objects.filter(pk=birth.pk).update(settled_at=shop.now - timedelta(days=1))
    assert bulk.end_stopped_offers() == 1
    ended = ProactiveOffer.objects.get(dossier=birth, code="thu-mot")
    assert ended.until == shop.now.date() - timedelta(days=1)
    assert bulk.end_stopped_offers() == 0


def test_declined_with_one_press_it_is_silent_and_nobody_reads_who(shop, offer, client):
    an = shop.town.sign_in(client, "an")
    page = an.get(PAGE).content.decode()
    assert (
        "Vì đã có giấy phép thử." in page and "Luật Thử Điều 2" in page and "Bỏ qua, không nhắc lại" in page
    )
    assert an.post(f"{PAGE}{offer.pk}/bo-qua/").status_code == 302
    assert an.post(f"{PAGE}{offer.pk}/bo-qua/").status_code == 302
    assert "Chưa có lời mời nào" in an.get(PAGE).content.decode()
    make(shop, offer.dossier)
    assert offers_for(shop.actor("an"), shop.now.date()) == []
    event = EventRow.objects.get(name__endswith="OfferDeclined")
    assert (event.case_id, event.actor_id) == (None, None) and event.payload["offer"] == "thu-mot"


def test_only_the_person_answers_once(shop, offer):
    assert can_answer_offer(offer, shop.actor("an"))
    for who in ("dung", "binh", "chi"):
        assert not can_answer_offer(offer, shop.actor(who))
        with pytest.raises(NotYourOffer):
            decline_offer(offer=offer, by=shop.actor(who), now=shop.now)
        with pytest.raises(NotYourOffer):
            take_offer(offer=offer, draft=draft_of(shop), by=shop.actor(who), now=shop.now)
    with pytest.raises(NotYourOffer):
        take_offer(offer=offer, draft=draft_of(shop, "dung"), by=shop.actor("an"), now=shop.now)
    decline_offer(offer=offer, by=shop.actor("an"), now=shop.now)
    with pytest.raises(NotYourOffer):
        decline_offer(offer=offer, by=shop.actor("an"), now=shop.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProactiveOffer.objects.update(taken_at=shop.now)


def test_a_draft_begun_from_it_is_filled_in_ahead(shop, offer, client):
    an = shop.town.sign_in(client, "an")
    page = an.get(PAGE).content.decode()
    start = f"/ho-so/nop/{CODE}/?loi-moi={offer.pk}"
    assert start in page and "Làm ngay, đã điền sẵn" in page
    assert "được điền sẵn" in an.get(start).content.decode()
    answer = an.post(start, {"client_key": str(uuid4()), "another": "1"})
    assert answer.status_code == 302
    offer.refresh_from_db()
    assert offer.taken_at and offer.followed_by
    assert offer.followed_by.answers == {"muc_dich": offer.dossier.answers["muc_dich"]}
    assert an.get(start).status_code == 200 and "Chưa có lời mời nào" in an.get(PAGE).content.decode()
    assert EventRow.objects.filter(name__endswith="OfferTaken").count() == 1


def test_an_offer_that_another_press_has_taken_meanwhile_begins_a_plain_draft(
    shop, offer, client, monkeypatch
):
    monkeypatch.setattr("tinhso.onestop.intake.views.start.offer_named", lambda *_: offer)
    decline_offer(offer=offer, by=shop.actor("an"), now=shop.now)
    an = shop.town.sign_in(client, "an")
    answer = an.post(f"/ho-so/nop/{CODE}/?loi-moi={offer.pk}", {"client_key": str(uuid4()), "another": "1"})
    assert answer.status_code == 302 and not EventRow.objects.filter(name__endswith="OfferTaken").exists()


@pytest.mark.long
@pytest.mark.parametrize("word", ["0", "x", "9" * 30, "-1", "²", "\0"])
def test_an_odd_or_strange_offer_begins_a_plain_draft(shop, offer, client, word):
    an = shop.town.sign_in(client, "an")
    assert "được điền sẵn" not in an.get(f"/ho-so/nop/{CODE}/", {"loi-moi": word}).content.decode()
    dung = shop.town.sign_in(client, "dung")
    assert "được điền sẵn" not in dung.get(f"/ho-so/nop/{CODE}/", {"loi-moi": offer.pk}).content.decode()
    assert dung.post(f"{PAGE}{offer.pk}/bo-qua/").status_code == 404


def test_who_wants_none_gets_none_until_they_want_them_again(shop, offer, client):
    an = shop.town.sign_in(client, "an")
    assert "Đã tắt lời mời" in an.post(f"{PAGE}nhan-hay-khong/", {"tat": "1"}, follow=True).content.decode()
    switch_offers(off=True, by=shop.actor("an"), now=shop.now)
    assert offers_for(shop.actor("an"), shop.now.date()) == [] and make(shop, granted(shop)) == 0
    assert "Bật lại lời mời" in an.get(PAGE).content.decode()
    an.post(f"{PAGE}nhan-hay-khong/", {"bat": "1"})
    assert not OffersOff.objects.exists() and offers_for(shop.actor("an"), shop.now.date())
    events = EventRow.objects.filter(name__endswith="OffersSwitched")
    assert [one.payload["off"] for one in events.order_by("pk")] == [True, False]
    with pytest.raises(PermissionDenied):
        switch_offers(off=True, by=shop.actor("chi"), now=shop.now)


def test_they_stand_in_my_tasks_and_beside_the_result(shop, offer, client, django_assert_max_num_queries):
    an = shop.town.sign_in(client, "an")
    home = an.get("/").content.decode()
    assert "Làm tiếp việc thử" in home and "Không bắt buộc." in home
    with django_assert_max_num_queries(45):
        page = an.get(f"/ho-so/{offer.dossier.case.code}/").content.decode()
    assert "Ông/bà có thể làm tiếp" in page and "Vì sao tôi được mời" in page
    with django_assert_max_num_queries(14):
        an.get(PAGE)


def test_the_result_of_a_dossier_brings_one_notice_without_names(shop, offered):
    dossier = granted(shop)
    row = settled_event(shop, dossier)
    for _twice in range(2):
        offer_next_steps(row)
    notice = Notice.objects.get(template="onestop.offers_made")
    assert notice.person == shop.town.an.person and notice.params == {"code": dossier.case.code}
    assert notice.path == PAGE and ProactiveOffer.objects.count() == 1
    text = wording(notice.template, notice.params).text
    assert "Không bắt buộc" in text and "thử" not in text


def test_without_a_line_there_is_no_notice(shop, offered):
    offered["lines"] = []
    dossier = granted(shop)
    offer_next_steps(settled_event(shop, dossier))
    assert not Notice.objects.filter(template="onestop.offers_made").exists()


def test_officers_and_whoever_filed_for_somebody_see_none(shop, offer, client):
    assert offers_of(offer.dossier, shop.actor("dung"), shop.now.date()) == []
    for who in ("binh", "emi", "chi"):
        officer = shop.town.sign_in(client, who)
        assert officer.get(PAGE).status_code == 403
        page = officer.get(f"/can-bo/ho-so/{offer.dossier.case.code}/").content.decode()
        assert "Làm tiếp việc thử" not in page and "Vì sao tôi được mời" not in page
