"""Who reads the pages: leaders and data officers of any agency, auditors; and a deed's page for whose turn it is."""

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.dispute_objection import dispute_objection
from tinhso.exchange.agreements.tests.makers import applied, approved, objected
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.kernel.law.models import Rule

LISTS = (
    "exchange_agreements",
    "exchange_services",
    "exchange_members",
    "exchange_groups",
    "exchange_registers",
)


@pytest.mark.long
def test_an_auditor_reads_everything_and_does_nothing(joined, client):
    town = joined
    agreement, refused = approved(town), objected(town)
    dispute = dispute_objection(agreement=refused, text="Đúng phạm vi", by=town.actor("hai"), now=NOW)
    town.sign_in(client, "tra")
    pages = [reverse(name) for name in LISTS]
    pages += [reverse("exchange_agreement", args=[one.case.code]) for one in (agreement, refused)]
    pages += [reverse("exchange_dispute", args=[dispute.case.code])]
    pages += [reverse("exchange_service", args=[town.service.pk])]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    assert dispute.case.code in client.get(pages[6]).content.decode()
    for name, of in (
        ("exchange_apply", town.service.pk),
        ("exchange_stop_member", town.service.system.member_id),
    ):
        assert client.get(reverse(name, args=[of])).status_code == 403
    refusing = reverse("exchange_agreement_deed", args=[agreement.case.code, "tam-dung"])
    assert client.post(refusing, {"ground": "safety", "text": "x"}).status_code == 403


def test_a_citizen_and_who_neither_leads_nor_answers_for_data_reads_nothing(joined, client):
    for who in ("an", "binh"):
        joined.sign_in(client, who)
        assert {client.get(reverse(name)).status_code for name in LISTS} == {403}


@pytest.mark.long
def test_the_page_of_a_deed_opens_for_whose_turn_it_is(joined, client):
    code = applied(joined).case.code
    pages = [reverse("exchange_agreement_deed", args=[code, deed]) for deed in ("tham-dinh", "duyet")]
    for who, statuses in (("dao", [200, 403]), ("hai", [403, 403]), ("chi", [403, 403])):
        joined.sign_in(client, who)
        assert [client.get(page).status_code for page in pages] == statuses


def test_without_an_agency_that_runs_the_platform_nobody_enters_members_and_the_pages_open(joined, client):
    for changed in ({"value": "khong-co"}, None):
        rules = Rule.objects.filter(key="exchange.operator")
        rules.update(**changed) if changed else rules.delete()
        assert not can_keep_registry(joined.actor("cuc"), NOW.date())
        joined.sign_in(client, "cuc")
        assert client.get(reverse("exchange_members")).status_code == 200
        assert client.get(reverse("exchange_new_member")).status_code == 403
