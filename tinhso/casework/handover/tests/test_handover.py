"""Absence with a stand-in, and handing over what an officer holds: by whom, to whom, and what the dry run says."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from tests.town import make_officer
from tinhso.casework.case import turns
from tinhso.casework.case.permissions import NotYourTurn, can_act
from tinhso.casework.handover.actions.hand_on_case import hand_on_case
from tinhso.casework.handover.forecast import forecast, gone_from, holders
from tinhso.casework.handover.permissions import can_hand_on
from tinhso.casework.history.movements import movements
from tinhso.casework.models import Case, Participant
from tinhso.casework.models.case import Stale
from tinhso.casework.models.states import State
from tinhso.casework.moves.actions.assign_case import NotOfThatPost, OfficerAbsent, assign_case
from tinhso.casework.public import NoteRefused
from tinhso.casework.radar.actions.remind import officers_of
from tinhso.casework.tests.makers import NOW, make_case, make_process
from tinhso.casework.worklist.queries import worklist
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.people.posts.actions import state_absence as away
from tinhso.kernel.people.posts.permissions import can_state
from tinhso.kernel.people.public import Absence, DateInPast, Post, User, end_absence, state_absence
from tinhso.kernel.people.roles import Examiner
from tinhso.kernel.site.models import Instance

DAY = NOW.date()
MONDAY = date(2024, 3, 11)


def make_instance():
    """The legal clock of the pages stands at NOW."""
    names = {"name": "Tỉnh Số", "owner": "UBND tỉnh Mẫu", "province_code": "38", "ident_code": "H56"}
    Instance.objects.create(pk=1, demo=True, clock_offset=NOW - timezone.now(), **names)


@pytest.fixture
def giang(town):
    """A second examiner of agency A."""
    return make_officer("giang", "Đỗ Văn Giang", town.agency_a, "Chuyên viên", Examiner)


def held_case(town, *, officer=None):
    """A case at A that Emi examines."""
    case = make_case(
        agency=town.agency_a, process=make_process(), step="examine", state=State.IN_PROGRESS, officer=officer
    )
    words = {"role": "examiner", "act": "examine", "due_at": NOW + timedelta(days=3)}
    turns.give_turn(case.pk, agency_id=town.agency_a.pk, officer_id=officer.pk if officer else None, **words)
    return case


def state(town, giang, who="emi", **words):
    plain = {"officer": town.emi, "agency": town.agency_a, "stand_in": giang, "first": DAY, "last": MONDAY}
    return state_absence(**(plain | words), by=town.actor(who), now=NOW)


def test_the_stand_in_has_the_turns_of_the_absent_and_the_page_says_for_whom(town, giang):
    case = held_case(town, officer=town.emi)
    town.giang = giang
    assert not can_act(case, town.actor("giang"))
    state(town, giang)
    found = worklist(town.actor("giang"), now=NOW)
    assert [line.held_for for group in found.groups for line in group.lines] == ["Trịnh Thị Emi"]
    assert found.totals["cover"] == 1
    assert can_act(case, town.actor("giang"))
    assert not can_act(case, town.actor("giang", on=MONDAY + timedelta(days=1)))
    turn = Participant.objects.select_related("officer").get(case=case)
    assert officers_of(turn, DAY) == [giang]
    assert EventRow.objects.filter(name="people.AbsenceStated").count() == 1


def test_nothing_new_is_assigned_to_the_absent(town, giang):
    state(town, giang, "chi")
    case = held_case(town)
    with pytest.raises(OfficerAbsent):
        assign_case(case=case, ver=1, officer_id=town.emi.pk, by=town.actor("chi"), now=NOW)
    assign_case(case=case, ver=1, officer_id=giang.pk, by=town.actor("chi"), now=NOW)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"who": "bao"}, away.NotYoursToState),
        ({"who": "van"}, away.NotYoursToState),
        ({"first": date(2024, 3, 7)}, DateInPast),
        ({"last": date(2024, 3, 7)}, away.EndsBeforeStart),
        ({"last": date(2026, 3, 7)}, away.AbsenceTooLong),
        ({"stand_in": "van"}, away.NoStandIn),
        ({"stand_in": "emi"}, away.NoStandIn),
    ],
)
def test_an_absence_that_does_not_hold_is_refused(town, giang, words, refusal):
    words = {k: getattr(town, v) if k == "stand_in" else v for k, v in words.items()}
    with pytest.raises(refusal):
        state(town, giang, **words)


def test_absences_do_not_overlap_and_end_early(town, giang):
    first = state(town, giang)
    with pytest.raises(away.AbsentAlready):
        state(town, giang, first=MONDAY)
    with pytest.raises(away.StandInAway):
        state(town, giang, "chi", officer=giang, stand_in=town.emi)
    late = state(town, giang, first=date(2024, 4, 1), last=date(2024, 4, 3))
    end_absence(absence=late, ends=DAY, by=town.actor("emi"), now=NOW)
    with pytest.raises(away.NotYoursToState):
        end_absence(absence=first, ends=MONDAY, by=town.actor("van"), now=NOW)
    end_absence(absence=first, ends=MONDAY, by=town.actor("chi"), now=NOW)
    assert Absence.objects.get().last == MONDAY - timedelta(days=1)
    assert EventRow.objects.filter(name="people.AbsenceEnded").count() == 2


def test_the_head_hands_over_and_the_dry_run_had_said_so(town, giang):
    case = held_case(town, officer=town.emi)
    words = {"from_id": town.emi.pk, "reason": "Nghỉ hưu", "by": town.actor("chi"), "now": NOW}
    assert [line.fault for line in forecast([case], town.emi.pk, giang.pk, DAY)] == [""]
    assert forecast([case], town.emi.pk, town.van.pk, DAY)[0].fault
    with pytest.raises(NotOfThatPost):
        hand_on_case(case=case, ver=1, to_id=town.van.pk, **words)
    for stranger in ("emi", "van", "bao", "quan"):
        with pytest.raises(NotYourTurn):
            hand_on_case(case=case, ver=1, to_id=giang.pk, **(words | {"by": town.actor(stranger)}))
    with pytest.raises(Stale):
        hand_on_case(case=case, ver=7, to_id=giang.pk, **words)
    with pytest.raises(NoteRefused):
        hand_on_case(case=Case.objects.get(pk=case.pk), ver=1, to_id=giang.pk, **(words | {"reason": " "}))
    hand_on_case(case=case, ver=1, to_id=giang.pk, **words)
    case = Case.objects.get(pk=case.pk)
    assert case.officer == Participant.objects.get(case=case).officer == giang
    row = EventRow.objects.get(name="casework.CaseHandedOn")
    assert (row.payload["from_officer_id"], row.payload["to_officer_id"]) == (town.emi.pk, giang.pk)
    assert case.notes.get().for_citizen is False
    moved = movements(case)[-1]
    assert (moved.giver_name, moved.taker_name) == ("Trịnh Thị Emi", "Đỗ Văn Giang")


def test_who_is_gone_with_open_cases_stands_first(town, giang):
    held_case(town, officer=town.emi)
    held_case(town, officer=giang)
    ids = [town.agency_a.pk]
    assert {(one.user, one.has_left) for one in holders(ids, DAY)} == {(giang, False), (town.emi, False)}
    User.objects.filter(pk=town.emi.pk).update(is_active=False)
    assert [one.user for one in holders(ids, DAY) if one.has_left] == [town.emi]
    Post.objects.filter(user=giang).update(valid=DateRange(date(2020, 1, 1), DAY))
    assert all(one.has_left for one in holders(ids, DAY))
    assert {(one.user.pk, one.cases) for one in gone_from(ids, DAY)} == {(giang.pk, 1), (town.emi.pk, 1)}


@pytest.mark.long
def test_the_pages_preview_hand_over_and_refuse_strangers(town, giang, client, django_assert_max_num_queries):
    make_instance()
    first, second = held_case(town, officer=town.emi), held_case(town, officer=town.emi)
    town.sign_in(client, "chi")
    url = reverse("hand_on", args=[town.emi.pk])
    with django_assert_max_num_queries(14):
        page = client.get(url)
    assert first.code in page.content.decode()
    post = Post.objects.get(user=giang)
    sent = {"chosen": [f"{first.code}|1", f"{second.code}|1"], "to": post.pk, "reason": "Chuyển công tác"}
    seen = client.post(url, sent).content.decode()
    assert "2 việc sẽ chuyển" in seen
    assert "Chuyển công tác" in seen
    assert Case.objects.filter(officer=town.emi).count() == 2
    turns_before = client.post(url, sent | {"reason": ""})
    assert turns_before.status_code == 422
    after = client.post(url, sent | {"deed": "go"}, follow=True).content.decode()
    assert "Đã bàn giao 2 việc." in after
    assert client.get(url).status_code == 404
    with django_assert_max_num_queries(14):
        assert client.get(reverse("holders")).status_code == 200
    for stranger, status in (("emi", 403), ("bao", 403), ("an", 403)):
        town.sign_in(client, stranger)
        assert client.get(reverse("holders")).status_code == status


@pytest.mark.long
def test_the_page_of_absences_keeps_what_was_typed(town, giang, client, django_assert_max_num_queries):
    make_instance()
    town.sign_in(client, "emi")
    mine, theirs = town.posts["emi"].pk, Post.objects.get(user=giang).pk
    sent = {"officer": mine, "stand_in": theirs, "first": "08/03/2024", "last": "01/03/2024"}
    wrong = client.post(reverse("absences"), sent)
    assert wrong.status_code == 422
    assert "01/03/2024" in wrong.content.decode()
    assert client.post(reverse("absences"), sent | {"last": "12/03/2024"}).status_code == 302
    with django_assert_max_num_queries(16):
        assert "Đỗ Văn Giang" in client.get(reverse("absences")).content.decode()
    other = client.post(reverse("absences"), sent | {"officer": town.posts["van"].pk})
    assert other.status_code == 422
    row = Absence.objects.get()
    town.sign_in(client, "van")
    assert client.post(reverse("end_absence", args=[row.pk])).status_code == 404
    town.sign_in(client, "chi")
    client.post(reverse("end_absence", args=[row.pk]))
    assert not Absence.objects.exists()


def test_the_head_hands_on_at_the_agency_and_its_desk_only(town):
    chi = town.actor("chi")
    assert can_hand_on(chi, town.agency_a) and can_hand_on(chi, town.desk_a)
    assert not can_hand_on(chi, town.agency_b) and not can_hand_on(chi, town.desk_b)
    for who in ("emi", "binh", "sau", "quan"):
        assert not can_hand_on(town.actor(who), town.agency_a)
        assert not can_hand_on(town.actor(who), town.desk_a)


def test_an_absence_is_stated_by_the_officer_there_and_the_head_above(town):
    assert can_state(town.actor("emi"), town.emi.pk, town.agency_a)
    assert can_state(town.actor("chi"), town.emi.pk, town.agency_a)
    assert can_state(town.actor("chi"), town.binh.pk, town.desk_a)
    assert not can_state(town.actor("emi"), town.emi.pk, town.agency_b)
    assert not can_state(town.actor("emi"), town.chi.pk, town.agency_a)
    assert not can_state(town.actor("chi"), town.bao.pk, town.desk_b)
    assert not can_state(town.actor("quan"), town.emi.pk, town.agency_a)
