"""What the deeds on posts, rights to sign and absences refuse, whoever of them is asked: each by its own call."""

from datetime import date, datetime, timedelta

import pytest

from tests.town import make_officer
from tinhso.kernel.people.account_import.actions.take_accounts import take_accounts
from tinhso.kernel.people.account_import.plan import AccountPlan
from tinhso.kernel.people.accounts.actions.activate import give_activation
from tinhso.kernel.people.agencies.actions.load_agencies import load_agencies
from tinhso.kernel.people.agencies.actions.load_pack import load_pack
from tinhso.kernel.people.agencies.administered_agencies import DateInPast, NotAnAdministrator, NotYourAgency
from tinhso.kernel.people.models import Absence, Agency, Post, PostList
from tinhso.kernel.people.persons.actions.forget_person import HasAccount, forget_person
from tinhso.kernel.people.posts.actions.appoint import (
    AgencyNotThere,
    EndsBeforeStart,
    PostHeldAlready,
    UnknownRole,
    check_post,
    relieve,
)
from tinhso.kernel.people.posts.actions.appoint_alone import appoint_alone
from tinhso.kernel.people.posts.actions.ask_for_delegation import ask_for_delegation
from tinhso.kernel.people.posts.actions.ask_for_post import ask_for_post
from tinhso.kernel.people.posts.actions.decide_posts import (
    DecidedAlready,
    NotTheSecondPerson,
    confirm_posts,
    refuse_posts,
)
from tinhso.kernel.people.posts.actions.delegate import (
    AuthorisedMayNotPassOn,
    AuthorisedWithoutEnd,
    DelegatedAlready,
    GiverCannotSign,
    NotYoursToDelegate,
    ReceiverElsewhere,
    SourceMissing,
    UnknownField,
    delegate,
    draw_up,
    end_delegation,
)
from tinhso.kernel.people.posts.actions.state_absence import AbsenceOver, StandsIn, end_absence, state_absence
from tinhso.kernel.people.roles import Administrator, Examiner
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.province_pack import BadPack, ProvincePack

NOW = datetime(2024, 3, 8, 9, tzinfo=HANOI)
DAY, PAST, BEFORE_ALL = date(2024, 3, 8), date(2024, 3, 7), date(2019, 1, 1)


@pytest.fixture
def kim(town):
    """Kim administers agency A only."""
    town.kim = make_officer("kim", "Đào Thị Kim", town.agency_a, "Quản trị", Administrator)
    return town.actor("kim")


def post_of(town, **changes):
    return {
        "roles": ["examiner"],
        "starts": DAY,
        "ends": None,
        "by": town.actor("quan"),
        "now": NOW,
    } | changes


WRONG_POSTS = [
    ({"ends": DAY}, EndsBeforeStart),
    ({"roles": ["vua"]}, UnknownRole),
    ({"starts": BEFORE_ALL}, AgencyNotThere),
]


@pytest.mark.parametrize(("changes", "refusal"), [*WRONG_POSTS, ({"starts": PAST}, DateInPast)])
def test_a_post_that_cannot_be_given_is_neither_checked_nor_asked_for(town, changes, refusal):
    words = post_of(town, **changes)
    with pytest.raises(refusal):
        check_post(town.bao, town.agency_a, **words)
    with pytest.raises(refusal):
        ask_for_post(town.bao, town.agency_a, title="Giám đốc", **words)
    assert not PostList.objects.exists()


def test_a_post_that_is_held_is_not_given_again(town):
    words = post_of(town)
    with pytest.raises(PostHeldAlready):
        check_post(town.emi, town.agency_a, **words)
    with pytest.raises(PostHeldAlready):
        ask_for_post(town.emi, town.agency_a, title="Giám đốc", **words)


def test_only_who_administers_the_agency_gives_its_posts(town, kim):
    for who in ("chi", "emi", "an"):
        with pytest.raises(NotAnAdministrator):
            check_post(town.bao, town.agency_a, **post_of(town, by=town.actor(who)))
        with pytest.raises(NotAnAdministrator):
            ask_for_post(town.bao, town.agency_a, title="x", **post_of(town, by=town.actor(who)))
        with pytest.raises(NotAnAdministrator):
            relieve(town.posts["bao"], ends=DAY, by=town.actor(who), now=NOW)
        with pytest.raises(NotAnAdministrator):
            give_activation(town.bao, by=town.actor(who), now=NOW, real_now=NOW)
    with pytest.raises(NotYourAgency):
        check_post(town.emi, town.agency_b, **post_of(town, by=kim))
    with pytest.raises(NotYourAgency):
        ask_for_post(town.emi, town.agency_b, title="x", **post_of(town, by=kim))


@pytest.mark.parametrize(("changes", "refusal"), WRONG_POSTS)
def test_the_machine_gives_no_post_that_cannot_be(town, changes, refusal):
    words = {"roles": ["examiner"], "starts": DAY, "ends": None} | changes
    reason = "Tỉnh chỉ có một quản trị viên."
    with pytest.raises(refusal):
        appoint_alone(town.bao, town.agency_a, title="x", reason=reason, now=NOW, **words)
    words = {"roles": ["examiner"], "starts": DAY, "ends": None}
    with pytest.raises(PostHeldAlready):
        appoint_alone(town.emi, town.agency_a, title="x", reason=reason, now=NOW, **words)


@pytest.fixture
def paper(town, catalogue_fields):
    """Chi lets Emi sign KT. in one field for a month, as Quản records it."""
    return {
        "giver": town.posts["chi"],
        "receiver": town.posts["emi"],
        "capacity": "KT.",
        "field": "buu-chinh",
        "starts": DAY,
        "ends": date(2024, 4, 8),
        "source": "QĐ 12/QĐ-SA",
        "by": town.actor("quan"),
        "now": NOW,
    }


WRONG_PAPERS = [
    ({"source": " "}, SourceMissing),
    ({"field": "ABC"}, UnknownField),
    ({"ends": DAY}, EndsBeforeStart),
    ({"capacity": "TUQ.", "ends": None}, AuthorisedWithoutEnd),
    ({"starts": PAST}, DateInPast),
    ({"starts": BEFORE_ALL}, GiverCannotSign),
    ({"giver": "emi"}, GiverCannotSign),
    ({"receiver": "chi"}, ReceiverElsewhere),
]


@pytest.mark.parametrize(("changes", "refusal"), WRONG_PAPERS)
def test_a_paper_that_does_not_hold_is_neither_drawn_up_nor_recorded(town, paper, changes, refusal):
    words = paper | {k: town.posts[v] if k in ("giver", "receiver") else v for k, v in changes.items()}
    with pytest.raises(refusal):
        draw_up(**words)
    with pytest.raises(refusal):
        ask_for_delegation(**words)


def test_who_signs_by_authorisation_hands_it_on_neither_in_person_nor_by_an_administrator(town, paper):
    delegate(**paper | {"capacity": "TUQ.", "by": town.actor("chi")})
    Post.objects.filter(pk=town.posts["emi"].pk).update(roles=["examiner", "head"])
    emi = Post.objects.select_related("agency").get(pk=town.posts["emi"].pk)
    onward = paper | {"giver": emi, "receiver": town.posts["van"]}
    with pytest.raises(AuthorisedMayNotPassOn):
        draw_up(**onward)
    with pytest.raises(AuthorisedMayNotPassOn):
        ask_for_delegation(**onward)


def test_one_field_is_given_to_one_officer_once(town, paper):
    delegate(**paper | {"by": town.actor("chi")})
    with pytest.raises(DelegatedAlready):
        draw_up(**paper)


def test_nobody_gives_or_takes_back_a_right_of_another_agency(town, paper):
    given = delegate(**paper | {"by": town.actor("chi")})
    town.tam = make_officer("tam", "Lý Văn Tám", town.agency_b, "Quản trị", Administrator)
    with pytest.raises(NotYourAgency):
        end_delegation(given, ends=date(2024, 3, 15), by=town.actor("tam"), now=NOW)
    with pytest.raises(NotYourAgency):
        draw_up(**paper | {"by": town.actor("tam"), "field": "bao-chi"})
    with pytest.raises(NotYourAgency):
        delegate(**paper | {"by": town.actor("tam"), "field": "bao-chi"})
    for who in ("bao", "emi", "an"):
        with pytest.raises(NotYoursToDelegate):
            draw_up(**paper | {"by": town.actor(who)})
        with pytest.raises(NotYoursToDelegate):
            ask_for_delegation(**paper | {"by": town.actor(who)})


@pytest.fixture
def hanh(town):
    town.hanh = make_officer("hanh", "Đinh Thị Hạnh", town.committee, "Quản trị", Administrator)
    return town.actor("hanh")


def requested_post(town, **changes):
    return ask_for_post(town.bao, town.agency_b, title="Giám đốc", **post_of(town, roles=["head"], **changes))


def test_what_cannot_be_given_any_more_is_not_confirmed(town, hanh):
    for_a_month = requested_post(town, ends=date(2024, 4, 8))
    with pytest.raises(EndsBeforeStart):
        confirm_posts(for_a_month, by=hanh, now=NOW + timedelta(days=40))
    Post.objects.create(
        user=town.bao, agency=town.agency_b, title="x", roles=["examiner"], valid=(DAY, date(2024, 5, 1))
    )
    with pytest.raises(PostHeldAlready):
        confirm_posts(for_a_month, by=hanh, now=NOW)
    Post.objects.filter(user=town.bao, agency=town.agency_b).delete()
    Agency.objects.filter(pk=town.agency_b.pk).update(valid=(date(2020, 1, 1), DAY))
    with pytest.raises(AgencyNotThere):
        confirm_posts(for_a_month, by=hanh, now=NOW)


def test_a_right_of_who_is_no_head_any_more_is_not_confirmed(town, paper):
    waiting = ask_for_delegation(**paper)
    Post.objects.filter(pk=town.posts["chi"].pk).update(roles=["examiner"])
    with pytest.raises(GiverCannotSign):
        confirm_posts(waiting, by=town.actor("chi"), now=NOW)


def test_who_may_not_confirm_does_not_refuse_and_nothing_is_refused_twice(town, hanh, kim):
    waiting = requested_post(town)
    with pytest.raises(NotYourAgency):
        refuse_posts(waiting, reason="x", by=kim, now=NOW)
    refuse_posts(waiting, reason="Nhầm người", by=hanh, now=NOW)
    with pytest.raises(DecidedAlready):
        refuse_posts(waiting, reason="x", by=hanh, now=NOW)
    for_hanh = ask_for_post(town.hanh, town.agency_b, title="x", **post_of(town, roles=["head"]))
    with pytest.raises(NotTheSecondPerson):
        refuse_posts(for_hanh, reason="x", by=hanh, now=NOW)


def test_a_list_of_accounts_is_taken_by_who_keeps_every_agency(town, kim):
    with pytest.raises(NotYourAgency):
        take_accounts(plan=AccountPlan(), by=kim, now=NOW)


def test_an_absence_ends_before_its_end_and_who_stands_in_is_there(town):
    giang = make_officer("giang", "Đỗ Văn Giang", town.agency_a, "Chuyên viên", Examiner)
    loan = make_officer("loan", "Tô Thị Loan", town.agency_a, "Chuyên viên", Examiner)
    words = {"agency": town.agency_a, "first": DAY, "last": date(2024, 3, 11), "now": NOW}
    absence = state_absence(officer=town.emi, stand_in=giang, by=town.actor("emi"), **words)
    with pytest.raises(StandsIn):
        state_absence(officer=giang, stand_in=loan, by=town.actor("chi"), **words)
    with pytest.raises(DateInPast):
        end_absence(absence=absence, ends=PAST, by=town.actor("emi"), now=NOW)
    with pytest.raises(AbsenceOver):
        end_absence(absence=absence, ends=date(2024, 3, 12), by=town.actor("emi"), now=NOW)
    assert Absence.objects.get().last == date(2024, 3, 11)


def test_who_has_an_account_is_not_forgotten(town):
    with pytest.raises(HasAccount):
        forget_person(person=town.an.person, by=town.actor("quan"), now=NOW)


def test_a_pack_is_loaded_whole_and_by_an_administrator(town, tmp_path):
    for who in ("chi", "an"):
        with pytest.raises(NotAnAdministrator):
            load_pack(tmp_path, by=town.actor(who), now=NOW)
    with pytest.raises(BadPack):
        load_agencies(pack=ProvincePack(tmp_path))
