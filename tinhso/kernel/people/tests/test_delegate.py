from datetime import date, datetime

import pytest

from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.actions.appoint import (
    AgencyNotThere,
    PostNotHeld,
    UnknownRole,
    appoint,
    relieve,
)
from tinhso.kernel.people.actions.delegate import (
    DelegationNotRunning,
    GiverCannotSign,
    NotYoursToDelegate,
    ReceiverElsewhere,
    SourceMissing,
    delegate,
    end_delegation,
)
from tinhso.kernel.people.keeping import NotAnAdministrator
from tinhso.kernel.people.public import Actor, who_may_sign
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)


@pytest.fixture
def paper(town):
    """Chi lets Emi sign KT. in one field for a month."""
    return {
        "giver": town.posts["chi"],
        "receiver": town.posts["emi"],
        "capacity": "KT.",
        "field": "buu-chinh",
        "starts": DAY,
        "ends": date(2024, 4, 8),
        "source": "QĐ 12/QĐ-SA",
        "by": town.actor("chi"),
        "now": NOW,
    }


def test_a_head_signs_and_whom_the_head_lets_sign_on_those_days(town, paper):
    delegate(**paper)
    rights = who_may_sign(town.agency_a, "buu-chinh", DAY)
    assert [(r.post, r.capacity) for r in rights] == [(town.posts["chi"], ""), (town.posts["emi"], "KT.")]
    assert rights[1].source == "QĐ 12/QĐ-SA"
    assert len(who_may_sign(town.agency_a, "bao-chi", DAY)) == 1
    assert len(who_may_sign(town.agency_a, "buu-chinh", date(2024, 4, 8))) == 1
    assert who_may_sign(town.agency_b, "buu-chinh", DAY) == []
    assert EventRow.objects.filter(name="people.DelegationGiven").count() == 1


def test_a_delegation_is_taken_back(town, paper):
    given = delegate(**paper)
    end_delegation(given, ends=date(2024, 3, 15), by=paper["by"], now=NOW)
    assert len(who_may_sign(town.agency_a, "buu-chinh", date(2024, 3, 15))) == 1
    assert EventRow.objects.filter(name="people.DelegationEnded").count() == 1
    with pytest.raises(DelegationNotRunning):
        end_delegation(given, ends=date(2024, 5, 1), by=paper["by"], now=NOW)
    with pytest.raises(NotYoursToDelegate):
        end_delegation(given, ends=date(2024, 3, 10), by=town.actor("bao"), now=NOW)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"source": " "}, SourceMissing),
        ({"starts": date(2019, 1, 1)}, GiverCannotSign),
        ({"receiver": "chi"}, ReceiverElsewhere),
        ({"giver": "emi"}, GiverCannotSign),
    ],
)
def test_a_paper_that_does_not_hold_is_refused(town, paper, change, refusal):
    change = {k: town.posts[v] if k in ("giver", "receiver") else v for k, v in change.items()}
    with pytest.raises(refusal):
        delegate(**(paper | {"by": town.actor("quan")} | change))


@pytest.mark.parametrize("stranger", ["bao", "an", "emi"])
def test_nobody_delegates_for_another(town, paper, stranger):
    with pytest.raises(NotYoursToDelegate):
        delegate(**(paper | {"by": town.actor(stranger)}))


def test_a_visitor_is_not_the_system(town, paper):
    with pytest.raises(NotYoursToDelegate):
        delegate(**(paper | {"by": Actor()}))


def test_an_administrator_appoints_and_relieves(town):
    words = {"title": "Chuyên viên", "starts": DAY, "by": town.actor("quan"), "now": NOW}
    post = appoint(town.bao, town.agency_a, roles=["examiner"], **words)
    assert EventRow.objects.filter(name="people.PostGiven").count() == 1
    relieve(post, ends=date(2024, 5, 1), by=town.actor("quan"), now=NOW)
    post.refresh_from_db()
    assert not post.holds_on(date(2024, 5, 1))
    with pytest.raises(PostNotHeld):
        relieve(post, ends=date(2024, 6, 1), by=town.actor("quan"), now=NOW)
    with pytest.raises(UnknownRole):
        appoint(town.bao, town.agency_a, roles=["vua"], **words)
    with pytest.raises(AgencyNotThere):
        appoint(town.bao, town.agency_a, roles=[], **(words | {"starts": date(2019, 1, 1)}))
    with pytest.raises(NotAnAdministrator):
        appoint(town.bao, town.agency_a, roles=[], **(words | {"by": town.actor("chi")}))
