"""Who draws up, signs, seals and issues papers, and who does not."""

from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.papers.models import Signature
from tinhso.kernel.papers.permissions import can_create, can_issue, can_sign

EVERYBODY = ("an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "tra", "sau")


def others(town, *who):
    return [*(town.actor(name) for name in EVERYBODY if name not in who), Actor()]


def test_officers_of_the_agency_and_the_system_draw_up_its_papers(town):
    for by in (town.actor("emi"), town.actor("chi"), town.actor("van"), SYSTEM):
        assert can_create(town.agency_a.pk, by)
    for by in others(town, "emi", "chi", "van"):
        assert not can_create(town.agency_a.pk, by)


def test_the_head_signs_the_clerk_seals_and_issues(desk):
    paper, town = desk.draft(), desk.town
    assert can_sign(paper, Signature.Role.PERSON, town.actor("chi"))
    assert can_sign(paper, Signature.Role.AGENCY, town.actor("van"))
    assert can_issue(paper, town.actor("van"))
    for by in (*others(town, "chi"), SYSTEM):
        assert not can_sign(paper, Signature.Role.PERSON, by)
    for by in (*others(town, "van"), SYSTEM):
        assert not can_sign(paper, Signature.Role.AGENCY, by)
        assert not can_issue(paper, by)


def test_what_needs_no_seal_is_issued_by_who_signs_it(desk):
    paper, town = desk.draft("receipt"), desk.town
    signers = [name for name in EVERYBODY if can_sign(paper, Signature.Role.PERSON, town.actor(name))]
    assert signers == ["binh"]
    assert can_issue(paper, town.actor("binh"))
    for by in others(town, "binh"):
        assert not can_issue(paper, by)
