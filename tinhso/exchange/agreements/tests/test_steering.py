"""What happens to an agreement in force: suspended, resumed, another quota, ended, looked over every year."""

from datetime import timedelta

import pytest

from tests.town import make_officer
from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements import sheet
from tinhso.exchange.agreements.actions.change_quota import change_quota
from tinhso.exchange.agreements.actions.close_review import close_review
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.agreements.actions.open_reviews import open_reviews
from tinhso.exchange.agreements.actions.suspend_agreement import resume_agreement, suspend_agreement
from tinhso.exchange.agreements.permissions import can_steer
from tinhso.exchange.agreements.terms import Quota
from tinhso.exchange.agreements.tests.makers import QUOTA, applied, approved
from tinhso.exchange.models import Agreement, AgreementReview
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.withdraw_service import withdraw_service
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.roles import Clerk
from tinhso.kernel.site.public import EntryRefused

WORDS = {"text": "Có dấu hiệu lộ khóa", "now": NOW}
LARGER = Quota(per_second=10, per_day=5000, concurrent=4)
LATER = NOW + timedelta(days=340)


def notified(template):
    found = Notice.objects.filter(template=f"exchange.{template}")
    return set(found.values_list("user__username", flat=True))


def test_provider_and_operator_steer(joined):
    town, one = joined, approved(joined)
    for who in ("dao", "chi", "cuc"):
        assert can_steer(one, town.actor(who), town.day)
    make_officer("vt", "Văn Thư", town.agency_a, "Văn thư", Clerk)
    for who in ("hoa", "hai", "emi", "giang", "an"):
        assert not can_steer(one, town.actor(who), town.day)
        with pytest.raises(ExchangeForbidden):
            suspend_agreement(agreement=one, ground="safety", by=town.actor(who), **WORDS)
        with pytest.raises(ExchangeForbidden):
            resume_agreement(agreement=one, by=town.actor(who), **WORDS)
        with pytest.raises(ExchangeForbidden):
            change_quota(agreement=one, quota=LARGER, by=town.actor(who), **WORDS)


def test_an_agreement_is_suspended_at_once_and_both_sides_are_told(joined):
    town, one, dao = joined, approved(joined), joined.actor("dao")
    with pytest.raises(EntryRefused, match="lý do"):
        suspend_agreement(agreement=one, ground="safety", by=dao, **WORDS | {"text": " "})
    with pytest.raises(EntryRefused, match="không bị"):
        resume_agreement(agreement=one, by=dao, **WORDS)
    suspend_agreement(agreement=one, ground="safety", by=dao, **WORDS)
    assert not Agreement.objects.in_force(town.begins).exists()
    assert notified("agreement_suspended") == {"chi", "hoa", "hai"}
    with pytest.raises(EntryRefused, match="đang tạm dừng"):
        suspend_agreement(agreement=one, ground="safety", by=dao, **WORDS)
    with pytest.raises(EntryRefused, match="lý do"):
        resume_agreement(agreement=one, by=dao, **WORDS | {"text": ""})
    resume_agreement(agreement=one, by=dao, **WORDS)
    assert Agreement.objects.in_force(town.begins).exists()
    assert [change.what for change in one.changes.order_by("pk")] == ["suspended", "resumed"]
    with pytest.raises(EntryRefused, match="chưa có hiệu lực"):
        suspend_agreement(agreement=applied(town), ground="safety", by=dao, **WORDS)


def test_another_quota_says_what_it_was(joined):
    town, one, dao = joined, approved(joined), joined.actor("dao")
    for quota, words, match in (
        (Quota(0, 5, 1), WORDS, "Hạn mức từ 1"),
        (LARGER, WORDS | {"text": ""}, "lý do"),
        (QUOTA, WORDS, "không khác"),
    ):
        with pytest.raises(EntryRefused, match=match):
            change_quota(agreement=one, quota=quota, by=dao, **words)
    with pytest.raises(EntryRefused, match="chưa có hiệu lực"):
        change_quota(agreement=applied(town), quota=LARGER, by=dao, **WORDS)
    change_quota(agreement=one, quota=LARGER, by=dao, **WORDS)
    change = one.changes.get()
    assert (change.before, change.after) == (vars(QUOTA), vars(LARGER))
    assert notified("agreement_quota") == {"chi", "hoa", "hai"}


def test_the_consumer_or_the_operator_ends_and_the_provider_has_the_duty(joined):
    town, one = joined, approved(joined)
    for who in ("dao", "chi", "emi"):
        with pytest.raises(ExchangeForbidden):
            end_agreement(agreement=one, by=town.actor(who), **WORDS)
    with pytest.raises(EntryRefused, match="lý do"):
        end_agreement(agreement=one, by=town.actor("hoa"), **WORDS | {"text": " "})
    end_agreement(agreement=one, by=town.actor("hoa"), **WORDS)
    with pytest.raises(EntryRefused, match="đã chấm dứt"):
        end_agreement(agreement=one, by=town.actor("cuc"), **WORDS)
    with pytest.raises(EntryRefused, match="không bị"):
        resume_agreement(agreement=one, by=town.actor("dao"), **WORDS)


def test_callers_are_told_long_before_their_service_closes(joined):
    town = joined
    approved(town)
    given = {"service": town.service, "words": "Thay bằng v2", "by": town.actor("dao"), "now": NOW}
    with pytest.raises(EntryRefused, match="90 ngày"):
        withdraw_service(last_day=town.day + timedelta(days=89), **given)
    withdraw_service(last_day=town.day + timedelta(days=90), **given)
    assert notified("withdrawal") == {"hoa", "hai"}


def test_a_review_opens_once_a_year_and_is_decided(joined):
    town, one = joined, approved(joined)
    with pytest.raises(ExchangeForbidden):
        open_reviews(by=town.actor("cuc"), now=NOW)
    assert open_reviews(by=SYSTEM, now=NOW + timedelta(days=300)) == 0
    assert open_reviews(by=SYSTEM, now=LATER) == 1
    assert open_reviews(by=SYSTEM, now=LATER) == 0
    found = AgreementReview.objects.select_related("case__process", "agreement__case").get()
    given = {"goes_on": True, "text": "Vẫn cần", "now": LATER}
    for who in ("chi", "hoa", "cuc"):
        with pytest.raises(NotYourTurn):
            close_review(review=found, ver=found.case.ver, by=town.actor(who), **given)
    with pytest.raises(EntryRefused, match="kết quả"):
        close_review(review=found, ver=found.case.ver, by=town.actor("dao"), **given | {"text": ""})
    with pytest.raises(Stale):
        close_review(review=found, ver=found.case.ver - 1, by=town.actor("dao"), **given)
    close_review(review=found, ver=found.case.ver, by=town.actor("dao"), **given)
    one.refresh_from_db()
    assert one.reviewed_on == found.for_day and one.ended_at is None
    assert open_reviews(by=SYSTEM, now=LATER + timedelta(days=30)) == 0
    assert not differing()


def test_a_review_may_end_an_agreement_and_a_draft_is_not_decided(joined):
    town, one = joined, approved(joined)
    open_reviews(by=SYSTEM, now=LATER)
    found = AgreementReview.objects.select_related("case__process", "agreement__case").get()
    given = {"goes_on": False, "text": "Hết nhiệm vụ", "by": town.actor("dao"), "now": LATER}
    Case.objects.filter(pk=found.pk).update(state=State.DRAFT)
    found.case.refresh_from_db()
    with pytest.raises(Unlawful):
        close_review(review=found, ver=found.case.ver, **given)
    Case.objects.filter(pk=found.pk).update(state=State.SUBMITTED)
    found.case.refresh_from_db()
    close_review(review=found, ver=found.case.ver, **given)
    one.refresh_from_db()
    assert one.ended_at == LATER


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "days", "tone"),
    [
        ({}, 0, "soon"),
        ({}, 30, "ok"),
        ({}, 800, "late"),
        ({"suspended_at": NOW, "suspension": "law"}, 30, "late"),
        ({"ended_at": NOW}, 30, "late"),
    ],
)
def test_how_an_agreement_stands_in_words(joined, changes, days, tone):
    one = approved(joined)
    Agreement.objects.filter(pk=one.pk).update(**changes)
    one.refresh_from_db()
    assert sheet.standing_of(one, NOW + timedelta(days=days))[1] == tone


@pytest.mark.long
def test_the_pages_of_deeds_and_of_a_review(joined, client):
    town, one = joined, approved(joined)
    at = f"/can-bo/chia-se-du-lieu/thoa-thuan/{one.case.code}/"
    town.sign_in(client, "dao")
    quota = {"per_second": "10", "per_day": "5.000", "concurrent": "4", "text": "Nhiều hơn"}
    assert client.post(f"{at}han-muc/", quota | {"per_day": "x"}).status_code == 422
    assert client.post(f"{at}han-muc/", quota).status_code == 302
    assert "10/5000/4" in client.get(at).content.decode()
    assert client.post(f"{at}tam-dung/", {"ground": "safety", "text": "Lộ khóa"}).status_code == 302
    assert client.post(f"{at}noi-lai/", {"text": "Đã đổi khóa"}).status_code == 302
    assert client.post(f"{at}cham-dut/", {"text": "x"}).status_code == 403
    open_reviews(by=SYSTEM, now=LATER)
    case = Case.objects.get(kind="exchange_review")
    review = f"/can-bo/chia-se-du-lieu/ra-soat/{case.code}/"
    assert "Tiếp tục chia sẻ" in client.get(review).content.decode()
    assert client.post(review, {"ver": case.ver, "goes_on": "yes", "text": ""}).status_code == 422
    assert client.post(review, {"ver": case.ver, "goes_on": "yes", "text": "Vẫn cần"}).status_code == 302
    town.sign_in(client, "hoa")
    assert client.post(f"{at}cham-dut/", {"text": "Không cần nữa"}).status_code == 302
    assert "Đã chấm dứt" in client.get(at).content.decode()
