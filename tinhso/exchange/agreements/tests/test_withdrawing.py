"""A consumer takes its application back before it is decided; nobody else does, and what is decided stays."""

import pytest

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import AlreadySettled, Case, NotYourTurn, Stale, State, withdraw_office_case
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.withdraw_application import withdraw_application
from tinhso.exchange.agreements.tests.makers import applied, appraised, approved, objected
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.kernel.site.public import EntryRefused

WORDS = {"text": "Đã có nguồn khác", "now": NOW}


def withdraw(town, one, who="hoa", **changes):
    withdraw_application(agreement=one, by=town.actor(who), **WORDS | {"ver": one.case.ver} | changes)


@pytest.mark.long
@pytest.mark.parametrize("made", [applied, appraised])
def test_the_consumer_takes_it_back_and_both_sides_are_told(joined, made):
    one = made(joined)
    Notice.objects.all().delete()
    withdraw(joined, one, "hai")
    case = Case.objects.get(pk=one.pk)
    assert (case.state, case.outcome) == (State.WITHDRAWN, "withdrawn") and not differing()
    assert not case.participants.filter(open=True).exists()
    event = EventRow.objects.filter(name="casework.CaseWithdrawn").get()
    assert "nguồn khác" not in event.body
    notified = set(Notice.objects.values_list("user__full_name", flat=True))
    assert {"Đỗ Thị Đào", "Lý Thị Hoa"} <= notified and "Trần Văn Hải" not in notified


def test_nobody_else_without_a_reason_or_after_somebody_moved_it(joined):
    one = applied(joined)
    for who in ("dao", "chi", "cuc", "giang", "an", "binh"):
        with pytest.raises(ExchangeForbidden):
            withdraw(joined, one, who)
    with pytest.raises(EntryRefused, match="lý do"):
        withdraw(joined, one, text="  ")
    with pytest.raises(Stale):
        withdraw(joined, one, ver=one.case.ver - 1)


def test_what_is_decided_stays(joined):
    with pytest.raises(AlreadySettled):
        withdraw(joined, approved(joined))
    refused = objected(joined)
    with pytest.raises(AlreadySettled):
        withdraw(joined, refused)
    once = applied(joined)
    withdraw(joined, once)
    with pytest.raises(Unlawful):
        withdraw(joined, once)


def test_casework_lets_only_offices_that_see_it_take_back_what_no_person_handed_in(joined):
    one = applied(joined)

    def office(who, **changes):
        given = WORDS | {"ver": one.case.ver} | changes
        withdraw_office_case(case=one.case, by=joined.actor(who), **given)

    for who in ("giang", "an", "emi"):
        with pytest.raises(NotYourTurn):
            office(who)
    Case.objects.filter(pk=one.pk).update(source=Case.Source.OWN_PORTAL)
    one.case.refresh_from_db()
    with pytest.raises(NotYourTurn):
        office("hoa")
    Case.objects.filter(pk=one.pk).update(source=Case.Source.INTERNAL)
    one.case.refresh_from_db()
    with pytest.raises(Stale):
        office("hoa", ver=one.case.ver + 5)
    settled = approved(joined)
    with pytest.raises(AlreadySettled):
        withdraw_office_case(case=settled.case, by=joined.actor("hoa"), ver=settled.case.ver, **WORDS)
    office("hoa")
    with pytest.raises(Unlawful):
        office("hoa")


def test_over_the_page(joined, client):
    one = applied(joined)
    sheet = f"/can-bo/chia-se-du-lieu/thoa-thuan/{one.case.code}/"
    joined.sign_in(client, "dao")
    assert f"{sheet}rut/" not in client.get(sheet).content.decode()
    assert client.get(f"{sheet}rut/").status_code == 403
    assert client.post(f"{sheet}rut/", {"ver": one.case.ver, "text": "x"}).status_code == 403
    joined.sign_in(client, "hoa")
    assert f"{sheet}rut/" in client.get(sheet).content.decode()
    assert client.post(f"{sheet}rut/", {"ver": one.case.ver, "text": ""}).status_code == 422
    assert client.post(f"{sheet}rut/", {"ver": one.case.ver, "text": "Không cần nữa"}).status_code == 302
    page = client.get(sheet).content.decode()
    assert "Đã rút" in page and f"{sheet}rut/" not in page and "Không cần nữa" in page
