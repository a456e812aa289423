"""What is refused before a dossier is received: consents and papers of others, what is no draft any more, full files."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tinhso.casework.models.case import Unlawful
from tinhso.casework.public import Case, NotYourTurn
from tinhso.kernel.files.public import NotYourFile
from tinhso.onestop.appointments.actions.cancel_appointment import NotOpenAnyMore
from tinhso.onestop.appointments.actions.miss_appointment import miss_appointment
from tinhso.onestop.appointments.actions.number_visitor import number_visitor
from tinhso.onestop.appointments.tests.test_appointments import TEN, book, desk
from tinhso.onestop.dossier.actions.attach_file import TooManyFiles
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.applicants import ForOneself
from tinhso.onestop.handling.actions.accept_dossier import NoTimeLimit
from tinhso.onestop.intake.actions.confirm_consent import ExpiredCode, TooManyTries, confirm_consent
from tinhso.onestop.intake.actions.receive_at_counter import receive_at_counter
from tinhso.onestop.intake.actions.record_consent_paper import record_consent_paper
from tinhso.onestop.intake.actions.send_consent_code import send_consent_code
from tinhso.onestop.intake.actions.start_at_counter import start_at_counter
from tinhso.onestop.intake.actions.tick_papers import tick_papers
from tinhso.onestop.intake.tests.test_on_behalf import agree, of_an, sent, submit_dossier, whole
from tinhso.onestop.models import Attachment, Consent, Dossier, Erasure
from tinhso.onestop.retention.actions.hold_dossier import ErasedBefore, hold_dossier
from tinhso.onestop.retention.actions.lift_hold import lift_hold
from tinhso.onestop.store.actions import reuse_paper as reusing
from tinhso.onestop.store.actions.reuse_paper import reuse_paper
from tinhso.onestop.store.tests.test_store import accepted
from tinhso.onestop.tests.makers import NOW, make_file


def test_a_consent_is_asked_and_confirmed_by_who_files_while_it_is_a_draft(shop):
    dossier = whole(shop)
    code = sent(shop, dossier)
    for name in ("bao", "binh", "emi"):
        with pytest.raises(NotYourTurn):
            confirm_consent(consent=dossier.consent, code=code, by=shop.actor(name), now=NOW)
    other = whole(shop)
    agree(shop, other)
    submit_dossier(dossier=other, by=shop.actor("dung"), now=NOW)
    consent = Consent.objects.select_related("dossier__case").get(pk=other.consent.pk)
    with pytest.raises(NotADraft):
        confirm_consent(consent=consent, code=code, by=shop.actor("dung"), now=NOW)
    with pytest.raises(NotADraft):
        send_consent_code(consent=consent, by=shop.actor("dung"), now=NOW)


def test_the_fifth_try_is_the_last_that_counts_and_a_code_lives_ten_minutes(shop):
    dossier, words = whole(shop), {"by": shop.actor("dung"), "now": NOW}
    code = sent(shop, dossier)
    Consent.objects.update(tries=5)
    with pytest.raises(TooManyTries):
        confirm_consent(consent=dossier.consent, code=code, **words)
    consent = dossier.consent
    Consent.objects.update(tries=4)
    consent.code_sent_at -= timedelta(minutes=10, seconds=30)
    with pytest.raises(ExpiredCode):
        confirm_consent(consent=consent, code=code, **words)
    consent.code_sent_at += timedelta(minutes=1)
    confirm_consent(consent=consent, code=code, **words)
    assert Consent.objects.get().given_at


def test_an_authority_is_ones_own_file(shop):
    dossier = whole(shop)
    words = {"basis": Consent.Basis.AUTHORITY, "words": "GUQ 1", "by": shop.actor("dung"), "now": NOW}
    with pytest.raises(NotYourFile):
        record_consent_paper(consent=dossier.consent, file=make_file(shop.actor("an")), **words)
    assert not Consent.objects.get(pk=dossier.consent.pk).file_id


def test_nobody_comes_to_the_counter_for_oneself_as_for_another(shop):
    with pytest.raises(ForOneself):
        start_at_counter(
            version=shop.version,
            level="province",
            agency=shop.town.agency_a,
            desk=shop.town.desk_a,
            applicant=of_an(shop),
            submitter=of_an(shop),
            source=Case.Source.COUNTER,
            by=shop.actor("binh"),
            now=NOW,
            client_key=uuid4(),
        )
    assert not Dossier.objects.exists()


def at_counter(shop):
    dossier = start_at_counter(
        version=shop.version,
        level="province",
        agency=shop.town.agency_a,
        desk=shop.town.desk_a,
        applicant=of_an(shop),
        source=Case.Source.COUNTER,
        by=shop.actor("binh"),
        now=NOW,
        client_key=uuid4(),
    )
    tick_papers(dossier=dossier, papers={"phuong_an": "submitted"}, by=shop.actor("binh"), now=NOW)
    Dossier.objects.filter(pk=dossier.pk).update(answers={"muc_dich": "Mở bưu cục", "ngay_can": "2024-04-01"})
    return shop.fresh(dossier)


def test_what_was_received_is_not_received_again_nor_its_papers_ticked(shop):
    dossier, by = at_counter(shop), shop.actor("binh")
    receive_at_counter(dossier=dossier, by=by, now=NOW)
    with pytest.raises(Unlawful):
        receive_at_counter(dossier=shop.fresh(dossier), by=by, now=NOW)
    with pytest.raises(NotADraft):
        tick_papers(dossier=shop.fresh(dossier), papers={"khac": "submitted"}, by=by, now=NOW)


def test_without_a_time_limit_nothing_is_received(shop):
    dossier = at_counter(shop)
    dossier.level = "commune"  # of which the version says no time
    with pytest.raises(NoTimeLimit):
        receive_at_counter(dossier=dossier, by=shop.actor("binh"), now=NOW)


def test_a_stored_paper_is_used_by_its_owner_in_a_draft_that_has_room(shop, monkeypatch):
    entry = accepted(shop)
    draft, received = shop.start(), shop.dossier("receive")
    words = {"paper": "phuong_an", "entry_id": entry.pk, "now": NOW}
    for name in ("dung", "emi", "bao"):
        with pytest.raises(NotYourTurn):
            reuse_paper(dossier=draft, by=shop.actor(name), **words)
    with pytest.raises(NotADraft):
        reuse_paper(dossier=received, by=shop.actor("an"), **words)
    monkeypatch.setattr(reusing, "MOST_FILES", 0)
    with pytest.raises(TooManyFiles):
        reuse_paper(dossier=draft, by=shop.actor("an"), **words)
    assert not Attachment.objects.filter(dossier=draft).exists()


def test_what_was_erased_is_not_held_and_a_hold_is_lifted_by_who_may_hold(shop):
    dossier, chi = shop.dossier("examine"), shop.actor("chi")
    hold_dossier(dossier=dossier, reason="Khiếu nại", by=chi, now=NOW)
    for name in ("emi", "bao", "an", "quan"):
        with pytest.raises(NotYourTurn):
            lift_hold(dossier=dossier, by=shop.actor(name), now=NOW)
    lift_hold(dossier=dossier, by=chi, now=NOW)
    Erasure.objects.create(
        dossier=dossier, rule="thu", source="thử", years=5, papers=0, files=0, size=0, erased_at=NOW
    )
    with pytest.raises(ErasedBefore):
        hold_dossier(dossier=dossier, reason="Khiếu nại", by=chi, now=NOW)


def test_a_visit_that_is_over_is_neither_numbered_nor_missed(shop):
    visit = book(shop)
    number_visitor(appointment=visit, **desk(shop))
    with pytest.raises(NotOpenAnyMore):
        number_visitor(appointment=visit, **desk(shop))
    miss_appointment(appointment=visit, **desk(shop, TEN))
    with pytest.raises(NotOpenAnyMore):
        miss_appointment(appointment=visit, **desk(shop, TEN))
