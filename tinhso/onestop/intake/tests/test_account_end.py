"""Whoever closes the account leaves no draft behind: nobody could hand it in or throw it away any more."""

from tinhso.casework.public import State
from tinhso.kernel.files.public import StoredFile
from tinhso.kernel.people.own_account.actions.close_account import close_account
from tinhso.kernel.people.public import Person
from tinhso.onestop.models import Dossier, OffersOff, ProactiveOffer


def test_a_draft_goes_with_the_account(shop):
    dossier = shop.filled()
    close_account(user=shop.town.an, by=shop.actor("an"), now=shop.now)
    left = shop.fresh(dossier)
    assert (left.case.state, left.answers, left.applicant_name) == (State.WITHDRAWN, {}, "")
    assert not StoredFile.objects.exists()
    assert not Person.objects.get(pk=left.case.person_id).full_name if left.case.person_id else True


def test_the_draft_of_somebody_else_stays(shop):
    dossier = shop.filled()
    close_account(user=shop.town.dung, by=shop.actor("dung"), now=shop.now)
    assert Dossier.objects.get(pk=dossier.pk).answers


def test_what_was_offered_goes_with_the_account(shop):
    person = shop.town.an.person
    ProactiveOffer.objects.create(
        dossier=shop.filled(), person=person, code="bao-hiem", made_at=shop.now, until=shop.now.date()
    )
    OffersOff.objects.create(person=person, since=shop.now)
    close_account(user=shop.town.an, by=shop.actor("an"), now=shop.now)
    assert not OffersOff.objects.exists() and ProactiveOffer.objects.get().person is None
