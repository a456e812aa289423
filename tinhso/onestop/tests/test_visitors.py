"""A visitor is an actor too; it must never pass for the system."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tinhso.casework.models import Case
from tinhso.casework.public import NotYourTurn, open_case
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.papers.public import PaperForbidden, create_paper
from tinhso.kernel.people.accounts.actions.disable_account import disable_account, enable_account
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator
from tinhso.kernel.people.public import Post, appoint
from tinhso.onestop.catalogue.actions.load_catalogue import load_catalogue
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import ProcedureVersion

VISITOR = Actor()


def test_a_visitor_is_not_the_system():
    assert VISITOR != SYSTEM
    assert VISITOR.is_visitor
    assert not SYSTEM.is_visitor


def test_a_visitor_draws_up_no_paper(town):
    with pytest.raises(PaperForbidden):
        create_paper(
            kind="permit", subject="x", agency=town.agency_a, place="x", notation="GP", data={},
            by=VISITOR, now=NOW,
        )  # fmt: skip


def test_a_visitor_opens_no_case(town):
    with pytest.raises(NotYourTurn):
        open_case(
            kind="opinion", code="x", title="x", agency=town.agency_a, source=Case.Source.INTERNAL,
            by=VISITOR, now=NOW,
        )  # fmt: skip
    assert not Case.objects.exists()


@pytest.mark.long
def test_only_the_person_or_the_desk_starts_a_dossier(town, catalogue):
    version = ProcedureVersion.objects.in_force(NOW.date()).get(procedure__code="1.003659")
    words = {"version": version, "level": "province", "agency": town.agency_a, "desk": town.desk_a}
    words |= {"person": town.an.person, "now": NOW}
    for stranger in (VISITOR, town.actor("dung"), town.actor("bao"), town.actor("emi")):
        with pytest.raises(NotYourTurn):
            start_dossier(**words, by=stranger, client_key=uuid4())
    assert not Case.objects.exists()
    for name in ("an", "binh"):
        start_dossier(**words, by=town.actor(name), client_key=uuid4())
    assert Case.objects.count() == 2


def test_a_visitor_gives_no_post_and_shuts_no_account(town):
    posts = Post.objects.count()
    with pytest.raises(NotAnAdministrator):
        appoint(
            town.dung, town.agency_a, title="x", roles=["head"], starts=date(2024, 1, 1), by=VISITOR, now=NOW
        )
    for who in (VISITOR, town.actor("chi")):
        with pytest.raises(NotAnAdministrator):
            disable_account(town.dung, by=who, now=NOW)
        with pytest.raises(NotAnAdministrator):
            enable_account(town.dung, by=who, now=NOW, real_now=NOW)
    assert Post.objects.count() == posts


def test_a_visitor_loads_no_catalogue(db):
    with pytest.raises(PermissionDenied):
        load_catalogue(by=VISITOR, now=NOW)
