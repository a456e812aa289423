"""From a case's code to its events and from an event to its seal: auditors, leaders of its agency, who takes part."""

import pytest
from django.db import transaction
from django.urls import reverse

from tinhso.casework.models import Case, Participant
from tinhso.casework.moves.events import CaseFinished
from tinhso.casework.tests.makers import NOW, make_case
from tinhso.kernel.events.public import SYSTEM, proof_of, record
from tinhso.kernel.events.tests.makers import by_hand, seal_now
from tinhso.kernel.people.events import AccountEnabled


@pytest.fixture
def case(town) -> Case:
    return make_case(agency=town.agency_a, kind="dossier", title="Ly hôn của bà An")


def happened(case: Case) -> int:
    with transaction.atomic():
        return record(CaseFinished(case_id=case.pk, kind=case.kind, outcome="granted"), by=SYSTEM, at=NOW)


@pytest.mark.long
def test_the_events_of_a_case_are_listed_without_what_it_is_about(
    client, town, case, django_assert_max_num_queries
):
    pk = happened(case)
    town.sign_in(client, "tra")
    with django_assert_max_num_queries(12):
        page = client.get(reverse("audit"), {"ma": case.code}).content.decode()
    assert reverse("audited_event", args=[pk]) in page
    assert "Đã trả kết quả" in page
    assert "Ly hôn" not in page


@pytest.mark.long
def test_an_unknown_code_is_said_to_be_unknown(client, town):
    page = town.sign_in(client, "tra").get(reverse("audit"), {"ma": "H56.1"})
    assert "Không có hồ sơ nào mang mã này" in page.content.decode()


@pytest.mark.long
def test_an_event_that_waits_for_its_seal_says_so(client, town, case):
    page = town.sign_in(client, "tra").get(reverse("audited_event", args=[happened(case)]))
    assert "chưa được niêm phong" in page.content.decode()


def answers(client, town, name, case, pk) -> tuple[bool, int]:
    """Whether this member of the cast reads the events of the case, and how the page of one event answers."""
    town.sign_in(client, name)
    page = client.get(reverse("audit"), {"ma": case.code})
    return reverse("audited_event", args=[pk]) in page.content.decode(), client.get(
        reverse("audited_event", args=[pk])
    ).status_code


@pytest.mark.parametrize("name", ["tra", "chi", "sau"])
def test_auditors_and_those_who_lead_the_agency_or_one_above_follow_its_cases(client, town, case, name):
    assert answers(client, town, name, case, happened(case)) == (True, 200)


@pytest.mark.parametrize("name", ["emi", "bao", "quan"])
def test_other_officers_follow_only_what_they_take_part_in(client, town, case, name):
    pk = happened(case)
    assert answers(client, town, name, case, pk) == (False, 404)
    post = town.posts[name]
    named = Participant.objects.create(case=case, agency=town.agency_b, officer=post.user, role="thu")
    assert answers(client, town, name, case, pk) == (
        False,
        404,
    )  # the name alone, at a seat that is not theirs
    Participant.objects.filter(pk=named.pk).update(agency=post.agency, role=post.roles[0])
    assert answers(client, town, name, case, pk) == (True, 200)


def test_no_leader_follows_a_confidential_case_or_that_of_another_agency(client, town, case):
    pk = happened(case)
    Case.objects.update(agency=town.agency_b)
    assert answers(client, town, "chi", case, pk) == (False, 404)
    Case.objects.update(agency=town.agency_a, confidential=True)
    assert answers(client, town, "chi", case, pk) == (False, 404)
    assert answers(client, town, "sau", case, pk) == (False, 404)
    assert answers(client, town, "tra", case, pk) == (True, 200)


def test_an_event_of_no_case_is_the_auditors(client, town):
    with transaction.atomic():
        pk = record(AccountEnabled(user=town.an.pk), by=SYSTEM, at=NOW)
    assert town.sign_in(client, "sau").get(reverse("audited_event", args=[pk])).status_code == 404
    assert town.sign_in(client, "tra").get(reverse("audited_event", args=[pk])).status_code == 200


def test_no_citizen_enters(client, town, case):
    pk = happened(case)
    town.sign_in(client, "an")
    for address in (reverse("audit"), reverse("audited_event", args=[pk])):
        assert client.get(address).status_code == 403


def test_the_menu_shows_it_to_auditors_only(client, town):
    assert reverse("audit") in town.sign_in(client, "tra").get(reverse("worklist")).content.decode()
    client.logout()
    assert reverse("audit") not in town.sign_in(client, "emi").get(reverse("worklist")).content.decode()


def test_an_unknown_event_is_not_found(client, town):
    assert town.sign_in(client, "tra").get(reverse("audited_event", args=[999])).status_code == 404


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_sealed_event_shows_its_proof_and_a_changed_one_that_it_lies(client, town, case):
    pk = happened(case)
    seal_now()
    proof = proof_of(pk)
    assert proof
    town.sign_in(client, "tra")
    page = client.get(reverse("audited_event", args=[pk])).content.decode()
    for value in (proof.leaf, proof.root, proof.seal, "nằm nguyên vẹn"):
        assert value in page
    assert proof.seal in client.get(reverse("audit")).content.decode(), "it is the head of the chain"
    by_hand("update kernel_event set body = replace(body, 'granted', 'refused') where id = %s", pk)
    assert "đã bị sửa sau khi niêm phong" in client.get(reverse("audited_event", args=[pk])).content.decode()
