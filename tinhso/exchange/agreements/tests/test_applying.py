"""From the application to the approval: who, what cannot be asked for, two persons, who sees it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NoFurtherStep, NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.apply_for_agreement import apply_for_agreement
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.agreement_process import NobodyAnswers
from tinhso.exchange.agreements.permissions import can_apply
from tinhso.exchange.agreements.reviewers import SamePerson
from tinhso.exchange.agreements.terms import Quota
from tinhso.exchange.agreements.tests.makers import applied, appraised, approved, terms
from tinhso.exchange.models import Agreement, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.keep_group import enter_group, seat_systems
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.people.models import Post
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.operations import Operation


def test_an_application_waits_for_the_providers_data_officer_and_tells_both_sides(joined):
    town, key = joined, uuid4()
    one = applied(town, key=key)
    assert applied(town, key=key) == one
    assert one.case.state == State.SUBMITTED and one.case.agency == town.agency_a
    assert one.objection_until.date() == date(2024, 3, 15)
    notified = Notice.objects.filter(template="exchange.agreement_applied").values_list(
        "user__username", flat=True
    )
    assert set(notified) == {"dao", "chi", "hai"}
    event = EventRow.objects.get(name="exchange.AgreementApplied")
    assert "Điền sẵn" not in event.body and "NĐ 47" not in event.body


def test_who_applies(joined):
    town, day = joined, joined.day
    assert can_apply(town.consumer, town.actor("hai"), day) and can_apply(None, town.actor("cuc"), day)
    for who in ("dao", "chi", "cuc", "bao", "an"):
        assert not can_apply(town.consumer, town.actor(who), day)
        with pytest.raises(ExchangeForbidden):
            apply_for_agreement(terms=terms(town), client_key=uuid4(), by=town.actor(who), now=NOW)


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"consumer": None}, "consumer"),
        ({"kind": "mandatory"}, "kind"),
        ({"legal_basis": " "}, "legal_basis"),
        ({"purpose": ""}, "purpose"),
        ({"operations": ()}, "operations"),
        ({"operations": (Operation("DELETE", "/people/{id}"),)}, "operations"),
        ({"fields": ()}, "fields"),
        ({"fields": tuple(map(str, range(201)))}, "fields"),
        ({"begins": date(2024, 3, 7)}, "begins"),
        ({"ends": date(2024, 4, 1)}, "ends"),
        ({"quota": Quota(0, 1000, 2)}, "per_second"),
        ({"quota": Quota(5, 4, 2)}, "per_day"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_beside_its_field(joined, changes, field):
    who = "cuc" if "consumer" in changes else "hoa"
    with pytest.raises(EntryRefused) as refused:
        apply_for_agreement(terms=terms(joined, **changes), client_key=uuid4(), by=joined.actor(who), now=NOW)
    assert refused.value.field == field
    assert not Case.objects.exists()


def test_a_service_that_closes_before_and_a_provider_without_officers_are_not_asked(joined):
    town = joined
    Post.objects.filter(user=town.dao).update(roles=[])
    with pytest.raises(NobodyAnswers):
        apply_for_agreement(terms=terms(town), client_key=uuid4(), by=town.actor("hoa"), now=NOW)
    Service.objects.update(withdrawn_on=town.begins)
    town.service.refresh_from_db()
    with pytest.raises(EntryRefused, match="ngừng cung cấp"):
        apply_for_agreement(terms=terms(town), client_key=uuid4(), by=town.actor("hoa"), now=NOW)


def test_two_persons_of_the_provider_let_it_pass(joined):
    town = joined
    one = approved(town)
    one.refresh_from_db()
    assert (one.applied_by, one.appraised_by, one.approved_by) == (town.hoa, town.dao, town.chi)
    assert one.case.state == State.DONE and one.case.outcome == "approved"
    assert set(Agreement.objects.in_force(town.begins)) == {one}
    assert not Agreement.objects.in_force(town.begins - timedelta(days=1)).exists()
    assert not Agreement.objects.in_force(town.ends).exists()
    notified = Notice.objects.filter(template="exchange.agreement_approved").values_list(
        "user__username", flat=True
    )
    assert set(notified) == {"dao", "hai", "hoa"}
    assert not differing()


def test_nobody_appraises_or_approves_out_of_turn_or_what_was_their_own(joined):
    town, one = joined, applied(joined)
    for who in ("chi", "emi", "hoa", "cuc", "an"):
        with pytest.raises((NotYourTurn, SamePerson)):
            appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor(who), now=NOW)
    with pytest.raises(NotYourTurn):
        appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor("emi"), now=NOW)
    with pytest.raises(Stale):
        appraise_agreement(agreement=one, ver=one.case.ver - 1, by=town.actor("dao"), now=NOW)
    with pytest.raises(SamePerson):
        appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor("hoa"), now=NOW)
    one = appraised(town)
    with pytest.raises(NotYourTurn):
        approve_agreement(agreement=one, ver=one.case.ver, by=town.actor("hai"), now=NOW)
    with pytest.raises(Stale):
        approve_agreement(agreement=one, ver=one.case.ver - 1, by=town.actor("chi"), now=NOW)
    with pytest.raises(SamePerson):
        approve_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), now=NOW)
    assert not Agreement.objects.exclude(approved_at=None).exists()


def test_a_draft_is_not_appraised_and_what_is_closed_is_not_approved_again(joined):
    town, one = joined, applied(joined)
    Case.objects.filter(pk=one.pk).update(state=State.DRAFT)
    one.case.refresh_from_db()
    with pytest.raises(Unlawful):
        appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor("dao"), now=NOW)
    one = appraised(town)
    Case.objects.filter(pk=one.pk).update(step="close")
    one.case.refresh_from_db()
    with pytest.raises(NoFurtherStep):
        approve_agreement(agreement=one, ver=one.case.ver, by=town.actor("chi"), now=NOW)


def test_both_sides_and_the_operator_see_it_and_a_group_once_it_is_approved(joined):
    town, one = joined, applied(joined)
    for who, sees in {"dao": 1, "chi": 1, "hoa": 1, "cuc": 1, "giang": 0, "bao": 0, "an": 0}.items():
        assert Agreement.objects.visible_to(town.actor(who)).count() == sees, who
    group = enter_group(code="xa", name="Xã", by=town.actor("cuc"), now=NOW)
    seat_systems(group=group, systems=[town.consumer], by=town.actor("cuc"), now=NOW)
    two = applied(town, "cuc", consumer=None, group=group)
    assert set(Agreement.objects.visible_to(town.actor("hoa"))) == {one}
    Agreement.objects.filter(pk=two.pk).update(approved_at=NOW)
    assert set(Agreement.objects.visible_to(town.actor("hoa"))) == {one, two}
    seat_systems(group=group, systems=[], by=town.actor("cuc"), now=NOW)
    assert set(Agreement.objects.visible_to(town.actor("hoa"))) == {one}


@pytest.mark.long
def test_the_way_over_the_pages(joined, client, django_assert_max_num_queries):
    town, at = joined, "/can-bo/chia-se-du-lieu/"
    town.sign_in(client, "hoa")
    form = f"{at}dich-vu/{town.service.pk}/de-nghi/"
    given = {"client_key": str(uuid4()), "consumer": town.consumer.pk, "kind": "specific"}
    given |= {"operations": ["GET /people/{id}"], "legal_basis": "NĐ 47", "purpose": "Điền sẵn"}
    given |= {"fields_needed": "name\nborn\n", "per_second": "5", "per_day": "1.000", "concurrent": "2"}
    given |= {"begins": "01/04/2024", "ends": "31/03/2025"}
    assert "GET /people/{id}" in client.get(form).content.decode()
    wrong = client.post(form, given | {"ends": "01/01/2024"})
    assert wrong.status_code == 422 and "Điền sẵn" in wrong.content.decode()
    assert client.post(form, given | {"operations": ["GET /x"]}).status_code == 422
    sent = client.post(form, given)
    assert sent.status_code == 302
    sheet = sent.headers["Location"]
    with django_assert_max_num_queries(12):
        assert "Thẩm định đạt" not in client.get(sheet).content.decode()
    town.sign_in(client, "dao")
    assert "Thẩm định đạt" in client.get(sheet).content.decode()
    ver = Agreement.objects.get().case.ver
    assert client.post(f"{sheet}tham-dinh/", {"ver": ver}).status_code == 302
    assert client.post(f"{sheet}duyet/", {"ver": ver + 1}).status_code == 422
    town.sign_in(client, "chi")
    assert client.post(f"{sheet}duyet/", {"ver": ver}).status_code == 409
    assert client.post(f"{sheet}duyet/", {"ver": ver + 1}).status_code == 302
    with django_assert_max_num_queries(12):
        assert "Chưa tới ngày bắt đầu" in client.get(sheet).content.decode()
    with django_assert_max_num_queries(12):
        assert sheet in client.get(at).content.decode()
    assert client.get(f"{sheet}khac/").status_code == 404
    town.sign_in(client, "giang")
    assert client.get(sheet).status_code == 404
