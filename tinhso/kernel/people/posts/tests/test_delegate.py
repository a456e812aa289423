from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.people.agencies.administered_agencies import NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.models import Delegation, Post
from tinhso.kernel.people.posts.actions.appoint import (
    AgencyNotThere,
    NeedsSecondPerson,
    PostNotHeld,
    UnknownRole,
    appoint,
    relieve,
)
from tinhso.kernel.people.posts.actions.ask_for_delegation import ask_for_delegation
from tinhso.kernel.people.posts.actions.decide_posts import NotTheSecondPerson, confirm_posts, refuse_posts
from tinhso.kernel.people.posts.actions.delegate import (
    AuthorisedWithoutEnd,
    DelegatedAlready,
    DelegationNotRunning,
    GiverCannotSign,
    NotYoursToDelegate,
    ReceiverElsewhere,
    SourceMissing,
    UnknownField,
    delegate,
    end_delegation,
)
from tinhso.kernel.people.public import Actor, who_may_sign
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.models import Instance

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY = date(2024, 3, 8)
CODES = {"province_code": "38", "ident_code": "H56"}


@pytest.fixture
def paper(town, catalogue_fields):
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
        ({"capacity": "TUQ.", "ends": None}, AuthorisedWithoutEnd),
        ({"giver": "emi"}, GiverCannotSign),
        ({"field": "ABC"}, UnknownField),
        ({"field": "Bưu chính"}, UnknownField),
    ],
)
def test_a_paper_that_does_not_hold_is_refused(town, paper, change, refusal):
    change = {k: town.posts[v] if k in ("giver", "receiver") else v for k, v in change.items()}
    with pytest.raises(refusal):
        delegate(**(paper | {"by": town.actor("quan")} | change))


def test_a_paper_that_waits_for_a_second_person_names_a_field_of_the_catalogue_too(town, paper):
    with pytest.raises(UnknownField):
        ask_for_delegation(**(paper | {"by": town.actor("quan"), "field": "ABC"}))


@pytest.mark.parametrize("stranger", ["bao", "an", "emi"])
def test_nobody_delegates_for_another(town, paper, stranger):
    with pytest.raises(NotYoursToDelegate):
        delegate(**(paper | {"by": town.actor(stranger)}))


def test_a_visitor_is_not_the_system(town, paper):
    with pytest.raises(NotYoursToDelegate):
        delegate(**(paper | {"by": Actor()}))


def test_an_administrator_appoints_and_relieves(town):
    words = {"title": "Chuyên viên", "starts": DAY, "by": town.actor("quan"), "now": NOW}
    post = appoint(town.bao, town.agency_a, roles=["support"], **words)
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


def signers(town, day=DAY):
    return [right.post.user.username for right in who_may_sign(town.agency_a, "buu-chinh", day)]


def test_an_administrator_alone_lets_nobody_sign(town, paper):
    paper["by"] = town.actor("quan")
    with pytest.raises(NeedsSecondPerson):
        delegate(**paper)
    asked = ask_for_delegation(**paper)
    assert signers(town) == ["chi"]
    assert not EventRow.objects.filter(name="people.DelegationGiven").exists()
    with pytest.raises(NotTheSecondPerson):
        confirm_posts(asked, by=town.actor("quan"), now=NOW)
    with pytest.raises(DelegatedAlready):
        ask_for_delegation(**paper)


def test_the_head_whose_right_it_is_confirms_and_no_other_head(town, paper):
    asked = ask_for_delegation(**(paper | {"by": town.actor("quan")}))
    for stranger in ("bao", "emi"):
        with pytest.raises(NotAnAdministrator):
            confirm_posts(asked, by=town.actor(stranger), now=NOW)
    confirm_posts(asked, by=town.actor("chi"), now=NOW)
    assert signers(town) == ["chi", "emi"]
    row = EventRow.objects.get(name="people.PostsConfirmed")
    assert (row.actor_id, row.payload["asked_by"]) == (town.chi.pk, town.quan.pk)


def test_another_administrator_who_keeps_the_agency_confirms_and_never_the_receiver(town, paper):
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    town.kim = make_officer("kim", "Đào Thị Kim", town.agency_b, "Quản trị", Administrator)
    asked = ask_for_delegation(**(paper | {"by": town.actor("quan")}))
    with pytest.raises(NotYourAgency):
        confirm_posts(asked, by=town.actor("kim"), now=NOW)
    Post.objects.filter(pk=town.posts["emi"].pk).update(roles=["administrator"])
    with pytest.raises(NotTheSecondPerson):
        confirm_posts(asked, by=town.actor("emi"), now=NOW)
    confirm_posts(asked, by=town.actor("hanh"), now=NOW)
    assert signers(town) == ["chi", "emi"]


def test_what_was_refused_gives_no_right_and_may_be_asked_again(town, paper):
    paper["by"] = town.actor("quan")
    refuse_posts(ask_for_delegation(**paper), reason="Không có văn bản này", by=town.actor("chi"), now=NOW)
    assert signers(town) == ["chi"]
    confirm_posts(ask_for_delegation(**paper), by=town.actor("chi"), now=NOW)
    assert signers(town) == ["chi", "emi"]


def test_what_waited_begins_on_the_day_of_the_word_while_both_hold_their_posts(town, paper):
    paper["by"] = town.actor("quan")
    asked, later = ask_for_delegation(**paper), NOW.replace(day=20)
    relieve(town.posts["emi"], ends=date(2024, 3, 15), by=town.actor("quan"), now=NOW)
    with pytest.raises(ReceiverElsewhere):
        confirm_posts(asked, by=town.actor("chi"), now=later)
    confirm_posts(asked, by=town.actor("chi"), now=NOW.replace(day=12))
    assert Delegation.objects.get().valid.lower == date(2024, 3, 12)
    assert signers(town) == ["chi"]


def test_who_waits_for_a_word_is_no_deputy_yet(town, paper):
    """A head signs in the own right until a paper that makes a deputy of them counts."""
    Post.objects.filter(pk=town.posts["emi"].pk).update(roles=["head"])
    before = signers(town)
    ask_for_delegation(**(paper | {"by": town.actor("quan")}))
    assert signers(town) == before


def test_the_head_finds_it_on_the_page_and_confirms(town, paper, client):
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), name="x", owner="x", **CODES)
    asked = ask_for_delegation(**(paper | {"by": town.actor("quan")}))
    town.sign_in(client, "emi")
    assert client.get(reverse("post_list", args=[asked.pk])).status_code in (403, 404)
    town.sign_in(client, "chi")
    assert "Ký KT. cho Hoàng Văn Chi" in client.get(reverse("post_lists")).content.decode()
    assert "Xác nhận" in client.get(reverse("post_list", args=[asked.pk])).content.decode()
    assert client.post(reverse("confirm_posts", args=[asked.pk])).status_code == 302
    assert signers(town) == ["chi", "emi"]
