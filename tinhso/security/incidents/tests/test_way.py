"""A cyber incident goes the seven steps, by the rules of its day, and a second person closes it."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import make_officer
from tinhso.casework.public import Conflict, NotYourTurn, Stale, Unlawful
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import SecurityCoordinator
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.security.incidents.actions.choose_plan import choose_plan
from tinhso.security.incidents.actions.classify_incident import classify_incident
from tinhso.security.incidents.actions.close_cyber_incident import close_cyber_incident
from tinhso.security.incidents.actions.finish_step import finish_step
from tinhso.security.incidents.actions.hand_on_incident import hand_on_incident
from tinhso.security.incidents.actions.refuse_cyber_incident import refuse_cyber_incident
from tinhso.security.incidents.actions.report_cyber_incident import report_cyber_incident
from tinhso.security.incidents.actions.restore_incident import restore_incident
from tinhso.security.incidents.actions.return_summary import return_summary
from tinhso.security.incidents.actions.summarise_incident import summarise_incident
from tinhso.security.incidents.actions.verify_incident import verify_incident
from tinhso.security.incidents.law import reports_on, rules_on, severity_by, steps_of
from tinhso.security.incidents.permissions import (
    can_close_cyber,
    can_lead,
    can_open_for,
    can_report_cyber,
    can_work_on,
)
from tinhso.security.incidents.tests.makers import (
    DAY,
    HOUR,
    brought_to,
    closed,
    cyber_reported,
    fresh,
    moves,
    seat_people,
    sent_all,
    verified,
)
from tinhso.security.measures import closed_cyber_incidents, cyber_incidents, sent_reports
from tinhso.security.models import CyberIncident, SecurityDuty
from tinhso.security.pages.refusals import SecurityForbidden


@pytest.fixture
def post(guarded):
    return seat_people(guarded)


def test_it_goes_the_seven_steps_and_counts_once(post):
    key = uuid4()
    one = cyber_reported(post, key=key)
    assert cyber_reported(post, key=key) == one and one.title not in one.case.title
    assert cyber_reported(post, "binh").agency == post.agency_a, "a desk is part of its agency"
    assert not cyber_incidents().exists(), "what nobody verified is in no figure"
    one = closed(post)
    assert (one.case.state, one.case.outcome, one.case.timeliness) == ("done", "closed", "early")
    assert one.severity == "high" and one.rules == "2017"
    assert one.case.code.startswith("ATTT-") and one.tasks.count() > 5
    kinds = dict(one.reports.values_list("kind", "due_at"))
    assert set(kinds) == {"initial", "final"}
    assert kinds["initial"] == datetime(2024, 3, 13, 23, 59, 59, tzinfo=HANOI)
    assert (cyber_incidents().count(), closed_cyber_incidents().count()) == (1, 1)
    assert list(sent_reports().values_list("timeliness", flat=True)) == ["on_time", "on_time"]
    assert not differing()
    names = set(EventRow.objects.filter(case_id=one.pk).values_list("name", flat=True))
    assert {"security.CyberIncidentVerified", "security.IncidentReportSent"} <= names


def test_an_exercise_goes_the_same_way_and_is_in_no_figure(post):
    one = closed(post, who="anh", exercise=True)
    assert one.exercise and one.reports.count() == 2
    assert not (cyber_incidents().exists() or sent_reports().exists())


def test_the_rules_are_those_of_the_day_when_it_was_found():
    assert (rules_on(date(2024, 3, 8)), rules_on(date(2026, 8, 19)), rules_on(date(2010, 1, 1))) == (
        "2017",
        "2026",
        "2017",
    )
    assert [len(steps_of(one)) for one in ("2017", "2026")] == [7, 7]
    now = datetime(2026, 9, 1, 8, tzinfo=HANOI)
    due = {one.kind: one.due(now) - now for one in reports_on(now.date(), "detected")}
    assert due == {"initial": timedelta(hours=24), "detailed": timedelta(hours=72)}
    assert {one.rules for one in reports_on(date(2024, 3, 8), "breach")} == {"2023"}
    assert {one.rules for one in reports_on(date(2026, 3, 8), "breach")} == {"2025"}
    assert not reports_on(date(2022, 3, 8), "breach"), "no decree on personal data yet"


def test_what_began_under_a_set_of_rules_ends_under_it(post):
    """Found the day before the new rules begin, at work again after it: the final report of the old ones is due all the same."""
    now = datetime(2026, 8, 20, 9, tzinfo=HANOI)
    one = brought_to(post, "summarise", now=now, detected_at=now - 2 * DAY)
    due = dict(one.reports.values_list("kind", "due_at"))
    assert (one.rules, set(due)) == ("2017", {"initial", "final"})
    assert due["final"] == datetime(2026, 8, 25, 23, 59, 59, tzinfo=HANOI)


def test_severity_follows_from_the_criteria():
    day = date(2024, 3, 8)
    assert severity_by([], day) == "ordinary" == severity_by(["important_system"], day)
    assert severity_by(["interruption"], day) == "high" == severity_by(["beyond_capacity"], day)
    assert severity_by(["important_system", "control", "beyond_capacity"], day) == "serious"


def test_what_a_report_refuses(post):
    with pytest.raises(SecurityForbidden):
        cyber_reported(post, "an")
    with pytest.raises(SecurityForbidden):
        cyber_reported(post, "emi", exercise=True)
    words = {"title": "x", "text": "x", "detected_at": NOW, "kind": "malware"}
    for wrong in (
        {"title": " "},
        {"text": "a" * 4001},
        {"kind": "war"},
        {"detected_at": NOW + DAY},
        {"detected_at": None},
        {"alerts": ["finding:none"]},
        {"alerts": ["nonsense"]},
    ):
        with pytest.raises(EntryRefused):
            report_cyber_incident(
                client_key=uuid4(), by=post.actor("anh"), now=NOW, **words | wrong
            )  # fmt: skip
    SecurityDuty.objects.filter(duty="specialised").delete()
    with pytest.raises(EntryRefused, match="chưa giao đơn vị"):
        cyber_reported(post)
    assert not CyberIncident.objects.exists()


def test_an_older_pack_without_the_rules_receives_it_all_the_same(post):
    Rule.objects.filter(key__startswith="security.incident").delete()
    assert verified(post).case.due_at is not None


MOVES = (
    ("verify", verify_incident, {"kind": "ddos", "finding": "x"}, {"finding": ""}),
    ("classify", classify_incident, {"criteria": []}, {"criteria": ["unknown"]}),
    ("plan", choose_plan, {"plan": "x"}, {"plan": " "}),
    ("direct", finish_step, {"finding": "x"}, {"finding": ""}),
    ("restore", restore_incident, {"finding": "x", "restored_at": NOW}, {"restored_at": NOW - 9 * DAY}),
    ("summarise", summarise_incident, {"cause": "x", "lesson": "x"}, {"lesson": ""}),
)


@pytest.mark.long
def test_each_step_is_for_the_coordinator_once_and_in_order(post):
    for step, deed, words, wrong in MOVES:
        one = cyber_reported(post) if step == "verify" else brought_to(post, step)
        with pytest.raises(SecurityForbidden):
            moves(post, deed, one, "anh", **words)
        with pytest.raises(EntryRefused):
            moves(post, deed, one, **words | wrong)
        with pytest.raises(Stale):
            moves(post, deed, one, ver=0, **words)
    one = brought_to(post, "approve")
    for _step, deed, words, _wrong in MOVES:
        if deed is not classify_incident:
            with pytest.raises(Conflict):
                moves(post, deed, one, **words)
    ended = moves(post, refuse_cyber_incident, cyber_reported(post), reason="Không phải")
    with pytest.raises(Conflict):
        moves(post, classify_incident, ended, criteria=[])
    with pytest.raises(Conflict):
        moves(post, classify_incident, cyber_reported(post), criteria=[])
    with pytest.raises(Stale):
        moves(post, classify_incident, one, ver=1, criteria=[])
    later = moves(post, classify_incident, one, criteria=["important_system", "control", "beyond_capacity"])
    assert (later.severity, later.case.step) == ("serious", "approve")


@pytest.mark.long
def test_the_turn_of_another_unit(post):
    """The duty passed on: the new unit takes open incidents over, also those that nobody received."""
    waiting, at_work, to_close = cyber_reported(post), brought_to(post, "direct"), brought_to(post, "approve")
    post.eva = make_officer("eva", "Lê Thị Eva", post.agency_b, "Điều phối viên", SecurityCoordinator)
    with pytest.raises(Conflict):
        moves(post, hand_on_incident, at_work)
    duty = SecurityDuty.objects.get(duty="specialised")
    duty.valid = DateRange(date(2020, 1, 1), NOW.date())
    duty.save()
    duty.pk, duty.agency, duty.valid = None, post.agency_b, DateRange(NOW.date(), None)
    duty.save(force_insert=True)
    with pytest.raises(SecurityForbidden):
        moves(post, hand_on_incident, at_work)
    sent_all(post, to_close)
    for deed, words in ((close_cyber_incident, {}), (return_summary, {"reason": "x"})):
        with pytest.raises(SecurityForbidden):
            moves(post, deed, to_close, "dat", **words)
    with pytest.raises(NotYourTurn):
        moves(post, finish_step, at_work, "eva", finding="x")
    with pytest.raises(NotYourTurn):
        moves(post, verify_incident, waiting, "eva", kind="ddos", finding="x")
    with pytest.raises(Stale):
        moves(post, hand_on_incident, at_work, "eva", ver=0)
    with pytest.raises(EntryRefused, match="thủ trưởng"):
        moves(post, hand_on_incident, to_close, "eva")
    one = moves(post, hand_on_incident, at_work, "eva")
    assert one.case.agency == post.agency_b and not CyberIncident.objects.visible_to(
        post.actor("cuc"), on=NOW.date()
    )
    assert moves(post, finish_step, one, "eva", finding="x").case.step == "carry_out"
    verified_before = cyber_incidents().count()
    one = moves(post, hand_on_incident, waiting, "eva")
    assert cyber_incidents().count() == verified_before, "received by another unit is not verified yet"
    assert moves(post, verify_incident, one, "eva", kind="ddos", finding="x").case.step == "classify"


def test_who_reported_or_summarised_does_not_close(post):
    one = brought_to(post, "approve")
    with pytest.raises(SecurityForbidden):
        moves(post, close_cyber_incident, one, "cuc")
    with pytest.raises(EntryRefused, match="chưa ghi là đã gửi"):
        moves(post, close_cyber_incident, one, "dat")
    with pytest.raises(EntryRefused):
        moves(post, return_summary, one, "dat", reason="")
    with pytest.raises(SecurityForbidden):
        moves(post, return_summary, one, "cuc", reason="x")
    for deed, words in ((return_summary, {"reason": "x"}), (close_cyber_incident, {})):
        sent_all(post, one)
        with pytest.raises(Stale):
            moves(post, deed, one, "dat", ver=0, **words)
    one = moves(post, return_summary, one, "dat", reason="Thiếu")
    for deed, words in ((return_summary, {"reason": "x"}), (close_cyber_incident, {})):
        with pytest.raises(Conflict):
            moves(post, deed, one, "dat", **words)
    one.case.refresh_from_db()
    mine = cyber_reported(post, "dat")
    assert not can_close_cyber(mine, post.actor("dat"), on=NOW.date())
    one = moves(post, summarise_incident, one, cause="x", lesson="y")
    assert moves(post, close_cyber_incident, one, "dat").case.state == "done"


def test_the_turn_to_close_is_the_heads(post):
    one = brought_to(post, "approve")
    sent_all(post, one)
    one.case.participants.filter(open=True).update(role="clerk")
    with pytest.raises(NotYourTurn):
        moves(post, close_cyber_incident, one, "dat")
    with pytest.raises(NotYourTurn):
        moves(post, return_summary, one, "dat", reason="x")


@pytest.mark.long
def test_without_the_turn_nothing_moves(post):
    for step, deed, words, _wrong in MOVES:
        one = cyber_reported(post) if step == "verify" else brought_to(post, step)
        one.case.participants.filter(open=True).update(role="clerk")
        with pytest.raises(NotYourTurn):
            moves(post, deed, one, **words)
    one = cyber_reported(post)
    one.case.participants.filter(open=True).update(role="clerk")
    with pytest.raises(NotYourTurn):
        moves(post, refuse_cyber_incident, one, reason="x")


def test_what_is_none_is_refused_by_another_than_who_reported(post):
    one = cyber_reported(post, "cuc")
    with pytest.raises(EntryRefused, match="người khác"):
        moves(post, refuse_cyber_incident, one, reason="x")
    with pytest.raises(SecurityForbidden):
        moves(post, refuse_cyber_incident, one, "anh", reason="x")
    with pytest.raises(EntryRefused):
        moves(post, refuse_cyber_incident, one, "du", reason="")
    with pytest.raises(Stale):
        moves(post, refuse_cyber_incident, one, "du", reason="x", ver=0)
    assert moves(post, refuse_cyber_incident, one, "du", reason="x").case.state == "refused"
    with pytest.raises(Conflict):
        moves(post, refuse_cyber_incident, verified(post), "du", reason="x")
    assert (
        not cyber_incidents()
        .exclude(code__in=CyberIncident.objects.filter(case__step="classify").values("case__code"))
        .exists()
    )


def test_a_case_that_went_elsewhere_is_unlawful_to_accept(post):
    one = cyber_reported(post)
    type(one.case).objects.filter(pk=one.pk).update(state="waiting_citizen")
    with pytest.raises((Unlawful, Conflict)):
        moves(post, verify_incident, one, kind="ddos", finding="x")


def test_who_learns_of_it(post):
    one = verified(post)
    on = NOW.date()
    post.ra = make_officer("ra", "Lê Văn Ra", post.agency_b, "Đội ứng cứu", SecurityCoordinator)
    people = ("anh", "chi", "cuc", "dat", "emi", "van", "bach", "ho", "tra", "quan", "ra", "an")
    seen = {who for who in people if CyberIncident.objects.visible_to(post.actor(who), on=on)}
    assert seen == {"anh", "chi", "cuc", "dat"}
    SecurityDuty.objects.create(
        duty="response", agency=post.agency_b, valid=DateRange(on, None), source="thử", at=NOW
    )
    seen = {who for who in people if CyberIncident.objects.visible_to(post.actor(who), on=on)}
    assert seen == {"anh", "chi", "cuc", "dat", "bach", "ra"}
    assert not CyberIncident.objects.visible_to(post.actor("ra"), on=on - DAY)
    assert not can_lead(post.actor("anh"), on=on) and not can_work_on(one, post.actor("chi"), on=on)
    assert {who for who in people if can_work_on(one, post.actor(who), on=on)} == {"anh", "cuc", "bach", "ra"}
    assert {who for who in people if can_lead(post.actor(who), on=on)} == {"cuc"}
    assert can_open_for(post.agency_a.pk, post.actor("anh"), on=on)
    assert not can_open_for(post.agency_a.pk, post.actor("bach"), on=on)
    assert can_report_cyber(post.actor("van")) and not can_report_cyber(post.actor("an"))
    assert not can_close_cyber(one, post.actor("chi"), on=on)
    assert fresh(one).reports.get().due_at > NOW + HOUR
