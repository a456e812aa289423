"""Who may do what at the one-stop shop, and who may not."""

import pytest

from tests.town import make_citizen, make_officer
from tinhso.casework.public import Case, State
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.roles import Administrator
from tinhso.onestop.appointments.permissions import can_run_desk
from tinhso.onestop.catalogue.permissions import can_keep_catalogue
from tinhso.onestop.desk.permissions import can_rate, can_take_result, can_withdraw
from tinhso.onestop.dossier.permissions import can_edit, can_publish_draft, can_read_draft
from tinhso.onestop.messages.permissions import (
    can_mend_arrivals,
    can_mend_message,
    can_mend_part,
    can_read_message,
    can_read_part,
)
from tinhso.onestop.models import LinkedPart, PortalMessage
from tinhso.onestop.money.permissions import can_approve_refund, can_collect, can_reconcile
from tinhso.onestop.retention.permissions import can_hold
from tinhso.onestop.store.permissions import can_accept_paper, can_use_store

EVERYBODY = ("an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "tra", "sau")


def others(town, *who):
    """Everybody of the cast but these, and a visitor."""
    return [*(town.actor(name) for name in EVERYBODY if name not in who), Actor()]


def test_a_desk_runs_its_own_day(town):
    assert can_run_desk(town.actor("binh"), town.desk_a.pk)
    for by in others(town, "binh"):
        assert not can_run_desk(by, town.desk_a.pk)


def test_administrators_and_the_system_keep_the_catalogue(town):
    assert can_keep_catalogue(town.actor("quan")) and can_keep_catalogue(SYSTEM)
    for by in others(town, "quan"):
        assert not can_keep_catalogue(by)


def test_the_desk_collects_and_the_head_above_it_looks_after_the_money(town):
    desk, above = town.desk_a, town.agency_a.pk
    assert can_collect(town.actor("binh"), desk.pk)
    for by in (*others(town, "binh"), SYSTEM):
        assert not can_collect(by, desk.pk)
    for by in (town.actor("binh"), town.actor("chi")):
        assert can_reconcile(by, desk.pk, above) and can_approve_refund(by, desk)
    assert can_reconcile(SYSTEM, desk.pk, above) and not can_approve_refund(SYSTEM, desk)
    for by in others(town, "binh", "chi"):
        assert not can_reconcile(by, desk.pk, above)
        assert not can_approve_refund(by, desk)
    assert not can_reconcile(town.actor("chi"), desk.pk)


def test_the_applicant_edits_a_draft_and_withdraws_what_waits(shop):
    town, draft = shop.town, shop.filled()
    assert can_edit(draft, town.actor("an"))
    assert not can_withdraw(draft, town.actor("an"))
    sent = shop.dossier("receive")
    assert can_withdraw(sent, town.actor("an"))
    assert not can_edit(sent, town.actor("an"))
    for by in (*others(town, "an"), SYSTEM):
        assert not can_edit(draft, by)
        assert not can_withdraw(sent, by)


def test_the_applicant_rates_what_is_over(shop):
    dossier, town = shop.dossier("receive"), shop.town
    assert not can_rate(dossier, town.actor("an"))
    dossier.case.state = State.DONE
    assert can_rate(dossier, town.actor("an"))
    for by in others(town, "an"):
        assert not can_rate(dossier, by)


def test_who_filed_for_somebody_takes_no_result_without_an_authority(shop):
    dossier, town = shop.dossier("receive"), shop.town
    friend = make_citizen("ban", "Lý Thị Bạn", "038190000077")
    town.ban = friend
    dossier.case.submitter = friend.person
    assert can_take_result(dossier, town.actor("an")) and can_take_result(dossier, town.actor("binh"))
    assert not can_take_result(dossier, town.actor("ban"))


def test_a_drafted_result_is_read_by_who_signs_it_now(shop):
    town, dossier = shop.town, shop.dossier("sign")
    assert can_read_draft(dossier, town.actor("chi"))
    for by in others(town, "chi"):
        assert not can_read_draft(dossier, by)
    examined = shop.dossier("examine")
    assert not can_read_draft(examined, town.actor("emi"))
    assert not can_read_draft(shop.filled(), town.actor("chi"))


def test_a_version_is_published_by_who_wrote_nothing_of_it(shop):
    town, version = shop.town, shop.version
    town.hanh = make_officer("hanh", "Phạm Thị Hạnh", town.committee, "Quản trị viên", Administrator)
    version.drafters, version.edited_by_id = [town.quan.pk], town.quan.pk
    assert can_publish_draft(version, town.actor("hanh"), town.day)
    assert not can_publish_draft(version, town.actor("quan"), town.day)
    version.drafters = [town.quan.pk, town.hanh.pk]
    assert can_publish_draft(version, town.actor("hanh"), town.day)
    assert not can_publish_draft(version, town.actor("quan"), town.day)


def test_a_dossier_is_held_by_who_settled_or_received_it(shop):
    town, dossier = shop.town, shop.dossier("examine")
    for name in ("chi", "van", "binh"):
        assert can_hold(dossier, town.actor(name))
    for by in others(town, "chi", "van", "binh"):
        assert not can_hold(dossier, by)


def test_the_store_opens_to_its_owner_and_papers_are_accepted_by_who_examines(shop):
    town, draft, sent = shop.town, shop.filled(), shop.dossier("examine")
    assert can_use_store(draft, town.actor("an"))
    for by in others(town, "an"):
        assert not can_use_store(draft, by)
    for name in ("binh", "emi", "chi"):
        assert can_accept_paper(sent, town.actor(name))
        assert not can_accept_paper(draft, town.actor(name))
    for by in others(town, "binh", "emi", "chi"):
        assert not can_accept_paper(sent, by)


@pytest.mark.parametrize("role", ["message", "part"])
def test_what_is_personal_in_an_exchange_shows_to_who_takes_part(shop, role):
    town, dossier = shop.town, shop.dossier("examine")
    if role == "message":
        message, readers = PortalMessage(dossier=dossier), ("binh",)
        can_read, can_mend = can_read_message, can_mend_message
        for by in others(town, *readers):
            assert not can_read_message(message, by)
        for by in others(town, *readers, "quan"):
            assert not can_mend_message(message, by)
    else:
        message, readers = LinkedPart(dossier=dossier), ("binh", "emi")
        can_read, can_mend = can_read_part, can_mend_part
        for by in others(town, *readers):
            assert not can_read_part(message, by)
        for by in others(town, *readers, "quan"):
            assert not can_mend_part(message, by)
    assert all(can_read(message, town.actor(name)) for name in readers)
    assert all(can_mend(message, town.actor(name)) for name in (*readers, "quan"))


def test_what_belongs_to_no_dossier_is_mended_by_desks_and_administrators(town):
    for name in ("binh", "bao", "quan"):
        assert can_mend_arrivals(town.actor(name))
    for by in others(town, "binh", "bao", "quan"):
        assert not can_mend_arrivals(by)
    assert Case.objects.count() == 0
