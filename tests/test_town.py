from tinhso.kernel.people.roles import DeskOfficer


def test_binh_acts_at_her_desk(town):
    actor = town.actor("binh")
    assert actor.agency_id == town.desk_a.pk
    assert actor.holds(DeskOfficer)


def test_an_is_a_citizen_with_level_two(town):
    actor = town.actor("an")
    assert actor.person_id == town.an.person_id
    assert not actor.is_officer
    assert actor.identity_level == 2
