"""Who keeps, writes and answers for open data, and who does not."""

from tests.town import DAY, make_officer
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.public import actor_of
from tinhso.kernel.people.roles import DataOfficer
from tinhso.opendata.dataset.permissions import can_answer, can_keep, can_write

EVERYBODY = ("an", "dung", "binh", "emi", "chi", "van", "bao", "quan", "tra", "sau")


def others(town, *who):
    return [*(town.actor(name) for name in EVERYBODY if name not in who), Actor()]


def test_an_administrator_and_the_system_keep_the_list(town):
    assert can_keep(town.actor("quan")) and can_keep(SYSTEM)
    for by in others(town, "quan"):
        assert not can_keep(by)


def test_who_works_at_the_agency_writes_its_data_and_its_data_officer_answers(town):
    dao = actor_of(make_officer("dao", "Đỗ Thị Đào", town.agency_a, "Cán bộ", DataOfficer), on=DAY)
    for by in (town.actor("emi"), town.actor("chi"), town.actor("van"), dao, SYSTEM):
        assert can_write(town.agency_a.pk, by)
    for by in others(town, "emi", "chi", "van"):
        assert not can_write(town.agency_a.pk, by)
    assert can_answer(town.agency_a.pk, dao)
    assert not can_answer(town.agency_b.pk, dao)
    for by in (*others(town), SYSTEM):
        assert not can_answer(town.agency_a.pk, by)
