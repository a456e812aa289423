"""Tasks that the committee gives: received, progress, later days, urging, results; and nothing for strangers."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.public import NotYourTurn, Stale, State
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import NOW
from tinhso.documents.assignments.actions.approve_assignment import approve_assignment
from tinhso.documents.assignments.actions.ask_extension import ask_extension
from tinhso.documents.assignments.actions.decide_extension import decide_extension
from tinhso.documents.assignments.actions.give_assignment import Task, give_assignment
from tinhso.documents.assignments.actions.receive_assignment import receive_assignment
from tinhso.documents.assignments.actions.report_assignment import report_assignment
from tinhso.documents.assignments.actions.report_progress import report_progress
from tinhso.documents.assignments.actions.return_assignment import return_assignment
from tinhso.documents.assignments.actions.support_assignment import support_assignment
from tinhso.documents.assignments.actions.urge_assignment import urge_assignment
from tinhso.documents.assignments.actions.withdraw_assignment import withdraw_assignment
from tinhso.documents.assignments.finding import agency_lines, in_state, of_week
from tinhso.documents.assignments.permissions import can_decide, can_follow, can_give, can_report, can_support
from tinhso.documents.assignments.sheet import open_deeds
from tinhso.documents.assignments.tests import makers as make
from tinhso.documents.assignments.upkeep import extensions_for, supports_for, waiting_assignments
from tinhso.documents.measures import settled_assignments
from tinhso.documents.models import Assignment, AssignmentNote, ExtensionRequest
from tinhso.documents.pages.refusals import DocumentsForbidden, SecretDocument
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.people.models import Absence
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

LATER = date(2024, 4, 12)
AFTER_DUE = NOW + timedelta(days=30)


@pytest.fixture
def town(office):
    return make.with_chairman(office)


def on(town, assignment, who, now=NOW, **changes):
    return {"assignment": assignment, "by": town.actor(who), "now": now} | changes


def turn(town, assignment, who, **changes):
    return on(town, assignment, who, **{"ver": assignment.case.ver} | changes)


def notified(what):
    rows = Notice.objects.filter(template=f"documents.assignment_{what}")
    return sorted(rows.values_list("user__username", flat=True))


def due_day(assignment):
    return local(make.fresh(assignment).case.due_at).date()


def test_the_chairman_gives_a_task_that_is_received_reported_and_approved(town):
    given = make.give(town)
    case = given.case
    assert (case.step, case.agency, case.desk) == ("receive", town.agency_a, town.committee)
    assert due_day(given) == make.DUE and given.task_code == case.code
    assert "Rà soát" not in case.title
    assert notified("given") == ["chi", "hai", "van"]
    one = make.receive(town, given)
    assert (one.case.step, one.case.officer, one.received_at) == ("carry_out", town.emi, NOW)
    assert notified("assigned") == ["emi"]
    note = report_progress(**on(town, one, "emi", text="Đã xong hai phần", percent=60))
    assert (note.kind, note.percent, note.agency) == ("progress", 60, town.agency_a)
    one = make.reported(town, one)
    assert one.case.step == "approve" and one.reported_at == NOW and notified("reported") == ["my", "tho"]
    approve_assignment(**turn(town, one, "tho"))
    one = make.fresh(one)
    assert (one.case.state, one.case.outcome, one.case.timeliness) == (State.DONE, "done", "early")
    assert notified("approved") == ["chi", "emi"]
    assert list(settled_assignments()) == [one.case]
    names = set(EventRow.objects.values_list("name", flat=True))
    expected = {"AssignmentGiven", "AssignmentReceived", "AssignmentNoteWritten"}
    assert {f"documents.{name}" for name in expected} <= names
    assert not differing()


def test_agencies_alone_that_take_part_see_it(town):
    make.give(town)

    def seen(*names):
        return [Assignment.objects.visible_to(town.actor(one)).count() for one in names]

    assert seen("tho", "my", "tra", "chi", "emi", "van", "hai") == [1] * 7
    assert seen("quan", "sau", "bao", "binh") == [0] * 4
    assert not seen("an")[0]
    alone = make.give(town, supports=[])
    assert not Assignment.objects.visible_to(town.actor("hai")).filter(pk=alone.pk).exists()


def test_a_task_given_twice_with_one_key_is_one(town):
    key = uuid4()
    first, second = make.give(town, client_key=key), make.give(town, client_key=key)
    assert first.pk == second.pk and Assignment.objects.count() == 1
    coded = [make.give(town, client_key=uuid4(), task_code="VPCP-1")]
    key = coded[0].case.client_key
    assert make.give(town, client_key=key, task_code="VPCP-1").pk == coded[0].pk
    assert make.give(town, who="my").given_by == town.my


def test_what_cannot_be_given_is_refused(town):
    make.give(town, task_code="VPCP-77")
    for words, field in (
        ({"content": " "}, "content"),
        ({"content": "x" * 2001}, "content"),
        ({"source_words": ""}, "source_words"),
        ({"source_words": "x" * 301}, "source_words"),
        ({"main": town.committee}, "main"),
        ({"main": town.desk_a}, "main"),
        ({"supports": [town.agency_a]}, "supports"),
        ({"supports": [town.agency_b, town.agency_b]}, "supports"),
        ({"due": NOW.date()}, "due"),
        ({"task_code": "VPCP-77"}, "task_code"),
        ({"task_code": f"nv-{town.committee.pk}-2024-00002"}, "task_code"),
    ):
        with pytest.raises(EntryRefused) as refused:
            make.give(town, **words)
        assert refused.value.field == field, words
    with pytest.raises(EntryRefused):
        give_assignment(task=empty_task(town), by=town.actor("tho"), now=NOW)
    with pytest.raises(DocumentsForbidden):
        give_assignment(task=empty_task(town), by=town.actor("emi"), now=NOW)
    with pytest.raises(SecretDocument):
        give_assignment(task=empty_task(town), secrecy="mat", by=town.actor("tho"), now=NOW)
    assert not can_give(town.actor("emi")) and not can_give(town.actor("an"))
    assert Assignment.objects.count() == 1


def empty_task(town):
    return Task(content="", main=town.agency_a, due=make.DUE)


def test_the_head_of_the_agency_receives_and_nobody_else(town):
    given = make.give(town)
    for who in ("hai", "tho", "emi"):
        with pytest.raises(NotYourTurn):
            receive_assignment(**turn(town, given, who, officer=town.emi))
    with pytest.raises(Stale):
        receive_assignment(**turn(town, given, "chi", officer=town.emi, ver=99))
    with pytest.raises(EntryRefused):
        receive_assignment(**turn(town, given, "chi", officer=town.hai))
    span = DateRange(NOW.date(), NOW.date() + timedelta(days=2))
    Absence.objects.create(officer=town.emi, agency=town.agency_a, valid=span, stand_in=town.kim)
    with pytest.raises(EntryRefused):
        receive_assignment(**turn(town, given, "chi", officer=town.emi))


def test_a_later_day_is_asked_for_granted_and_the_clock_goes_until_then(town):
    one = make.at_work(town)
    row = ask_extension(**on(town, one, "emi", until=LATER, reason="Chờ số liệu"))
    assert (row.was_due, row.state) == (make.DUE, "waiting") and due_day(one) == make.DUE
    assert notified("extension_asked") == ["my", "tho"]
    assert extensions_for(town.actor("tho")) == 1 and extensions_for(town.actor("chi")) == 0
    assert list(in_state(Assignment.objects.all(), "xin-gia-han", NOW)) == [one]
    with pytest.raises(EntryRefused):  # one waits
        ask_extension(**on(town, one, "chi", until=LATER, reason="Nữa"))
    with pytest.raises(EntryRefused):  # the result waits for the decision
        report_assignment(**turn(town, make.fresh(one), "emi", text="Xong"))
    decided = decide_extension(**on(town, make.fresh(one), "tho", grant=True))
    assert (decided.state, decided.decided_by) == ("granted", town.tho)
    assert due_day(one) == LATER and notified("extension_decided") == ["chi", "emi"]
    assert not differing()


def test_a_task_that_is_late_stays_late_whatever_was_asked_for_before(town):
    one = make.at_work(town)
    due = make.fresh(one).case.due_at
    late, asked = due + timedelta(seconds=1), {"until": LATER, "reason": "Chờ số liệu"}
    with pytest.raises(EntryRefused):
        ask_extension(**on(town, one, "emi", now=late, **asked))
    ask_extension(**on(town, one, "emi", now=due, **asked))
    with pytest.raises(EntryRefused):
        decide_extension(**on(town, make.fresh(one), "tho", grant=True, now=late))
    assert make.fresh(one).case.due_at == due
    assert "gia-han" not in open_deeds(make.fresh(one), town.actor("emi"), None, late)
    decide_extension(**on(town, one, "tho", grant=False, answer="Đã quá hạn", now=late))
    make.reported(town, make.fresh(one), now=late)
    approve_assignment(**turn(town, make.fresh(one), "tho", now=late))
    assert make.fresh(one).case.timeliness == "late"


def test_two_pages_that_were_opened_before_ask_and_report_one_after_the_other(town):
    asking, reporting = make.at_work(town), make.fresh(Assignment.objects.get())
    report_progress(**on(town, asking, "emi", text="Phần một"))
    report_progress(**on(town, reporting, "chi", text="Phần hai"))
    assert {"phan mot", "phan hai"} <= {
        make.fresh(asking).folded[-18:-9].strip(),
        make.fresh(asking).folded[-8:],
    }
    make.reported(town, reporting)
    with pytest.raises(DocumentsForbidden):  # nobody could decide it any more
        ask_extension(**on(town, asking, "emi", until=LATER, reason="Chờ số liệu"))


def test_a_later_day_is_refused_with_a_reason_and_the_due_day_stays(town):
    one = make.at_work(town)
    with pytest.raises(EntryRefused):
        decide_extension(**on(town, one, "tho", grant=True))
    ask_extension(**on(town, one, "emi", until=LATER, reason="Chờ số liệu"))
    with pytest.raises(EntryRefused) as refused:
        decide_extension(**on(town, one, "tho", grant=False))
    assert refused.value.field == "answer"
    with pytest.raises(SecretDocument):
        decide_extension(**on(town, one, "tho", grant=False, answer="Mật"))
    for who in ("my", "chi", "hai"):
        with pytest.raises(DocumentsForbidden):
            decide_extension(**on(town, one, who, grant=True))
    assert not can_decide(one, town.actor("my"))
    decide_extension(**on(town, one, "tho", grant=False, answer="Không lùi"))
    assert due_day(one) == make.DUE and ExtensionRequest.objects.get().answer == "Không lùi"


def test_what_cannot_be_asked_for_is_refused(town):
    one = make.at_work(town)
    for until, reason, field in (
        (make.DUE, "Chậm", "until"),
        (make.DUE + timedelta(days=400), "Chậm", "until"),
        (LATER, " ", "reason"),
        (LATER, "x" * 1001, "reason"),
    ):
        with pytest.raises(EntryRefused) as refused:
            ask_extension(**on(town, one, "emi", until=until, reason=reason))
        assert refused.value.field == field
    with pytest.raises(SecretDocument):
        ask_extension(**on(town, one, "emi", until=LATER, reason="Mật"))
    for who in ("kim", "hai", "tho"):
        with pytest.raises(DocumentsForbidden):
            ask_extension(**on(town, one, who, until=LATER, reason="Chậm"))
    assert not can_report(one, town.actor("kim"))


def test_progress_and_supporting_parts_are_written_by_who_takes_part(town):
    one = make.at_work(town)
    with pytest.raises(EntryRefused):
        report_progress(**on(town, one, "emi", text="Một phần", percent=101))
    with pytest.raises(EntryRefused):
        report_progress(**on(town, one, "emi", text=" "))
    with pytest.raises(SecretDocument):
        report_progress(**on(town, one, "emi", text="Mật"))
    with pytest.raises(DocumentsForbidden):
        report_progress(**on(town, one, "hai", text="Một phần"))
    assert supports_for(town.actor("hai")) == 1
    with pytest.raises(DocumentsForbidden):
        support_assignment(**on(town, one, "chi", text="Góp"))
    with pytest.raises(EntryRefused):
        support_assignment(**on(town, one, "hai", text=""))
    with pytest.raises(SecretDocument):
        support_assignment(**on(town, one, "hai", text="Mật"))
    support_assignment(**on(town, one, "hai", text="Sở B gửi số liệu"))
    assert one.supports.get().answered_at == NOW and supports_for(town.actor("hai")) == 0
    assert notified("supported") == ["chi", "emi"]
    assert not can_support(one, town.actor("chi"))
    assert Assignment.objects.filter(folded__contains="so b gui so lieu").exists()


def test_an_overdue_task_is_urged_by_leader_and_clerk(town):
    one = make.at_work(town)
    assert list(in_state(Assignment.objects.all(), "qua-han", AFTER_DUE)) == [one]
    note = urge_assignment(**on(town, one, "my", text="Báo cáo ngay"))
    assert note.kind == AssignmentNote.Kind.URGING and notified("urged") == ["chi", "emi"]
    for who in ("chi", "hai", "emi"):
        with pytest.raises(DocumentsForbidden):
            urge_assignment(**on(town, one, who, text="Nhanh"))
    with pytest.raises(SecretDocument):
        urge_assignment(**on(town, one, "tho", text="Mật"))
    with pytest.raises(EntryRefused):
        urge_assignment(**on(town, one, "tho", text=" "))
    assert not can_follow(one, town.actor("chi"))


def test_a_result_is_returned_and_then_late(town):
    one = make.reported(town)
    with pytest.raises(NotYourTurn):
        return_assignment(**turn(town, one, "my", text="Thiếu"))
    with pytest.raises(Stale):
        return_assignment(**turn(town, one, "tho", text="Thiếu", ver=1))
    with pytest.raises(EntryRefused):
        return_assignment(**turn(town, one, "tho", text=""))
    with pytest.raises(SecretDocument):
        return_assignment(**turn(town, one, "tho", text="Mật"))
    return_assignment(**turn(town, one, "tho", text="Thiếu phụ lục"))
    one = make.fresh(one)
    assert (one.case.step, one.case.officer, one.reported_at) == ("carry_out", town.emi, None)
    for who, error in (("kim", NotYourTurn), ("chi", NotYourTurn)):
        with pytest.raises(error):
            report_assignment(**turn(town, one, who, text="Xong"))
    with pytest.raises(Stale):
        report_assignment(**turn(town, one, "emi", text="Xong", ver=1))
    with pytest.raises(SecretDocument):
        report_assignment(**turn(town, one, "emi", text="Mật"))
    one = make.reported(town, one, now=AFTER_DUE)
    with pytest.raises(NotYourTurn):
        approve_assignment(**turn(town, one, "my"))
    with pytest.raises(Stale):
        approve_assignment(**turn(town, one, "tho", ver=1))
    approve_assignment(**turn(town, one, "tho", now=AFTER_DUE))
    assert make.fresh(one).case.timeliness == "late"
    [line] = agency_lines(Assignment.objects.all(), AFTER_DUE)
    assert (line.name, line.total, line.late, line.rate) == ("Sở A", 1, 1, "0,0% (0/1)")


def test_the_giver_stops_a_task_and_says_why(town):
    one = make.at_work(town)
    ask_extension(**on(town, one, "emi", until=LATER, reason="Chờ số liệu"))
    with pytest.raises(DocumentsForbidden):
        withdraw_assignment(**turn(town, one, "chi", text="Thôi"))
    with pytest.raises(Stale):
        withdraw_assignment(**turn(town, one, "tho", text="Thôi", ver=99))
    with pytest.raises(EntryRefused):
        withdraw_assignment(**turn(town, one, "tho", text=" "))
    with pytest.raises(SecretDocument):
        withdraw_assignment(**turn(town, one, "tho", text="Mật"))
    withdraw_assignment(**turn(town, make.fresh(one), "my", text="Giao nhầm cơ quan"))
    one = make.fresh(one)
    assert one.case.state == State.WITHDRAWN and one.extensions.get().state == "refused"
    assert not settled_assignments().exists() and agency_lines(Assignment.objects.all(), NOW) == []
    with pytest.raises(DocumentsForbidden):
        report_progress(**on(town, one, "emi", text="Một phần"))


def test_a_week_has_what_was_given_due_or_done_in_it_and_what_is_overdue_before_it(town):
    one = make.at_work(town)

    def week(monday, now=NOW):
        return list(of_week(Assignment.objects.all(), monday, now))

    assert week(date(2024, 3, 4)) == [one] and week(date(2024, 3, 11)) == []
    assert week(date(2024, 3, 25)) == [one] and week(date(2024, 4, 1)) == []
    assert week(date(2024, 4, 1), AFTER_DUE) == [one]
    found = [(dict(one.labels), one.value) for one in waiting_assignments()]
    assert ({"step": "carry_out", "overdue": "no"}, 1) in found
    assert isinstance(one.given_at, datetime)
