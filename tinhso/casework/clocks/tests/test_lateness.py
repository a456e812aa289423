"""What is late stays late: no deed that stops the time, begins it anew or moves its end makes lateness disappear.

The table of these deeds is docs/lateness.md; each line has its test here or is named there.
"""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.clocks.overdue import overdue_at, went_past_due
from tinhso.casework.models import Case
from tinhso.casework.public import (
    State,
    accept_case,
    advance_case,
    complete_supplement,
    forward_case,
    open_case,
    pause_case,
    relimit_case,
    request_supplement,
    resume_case,
    settle_case,
    submit_case,
)
from tinhso.casework.tests.derived import differing
from tinhso.casework.tests.makers import HANOI, NOW, make_process
from tinhso.kernel.law.models import Rule
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit

TEN_DAYS = TimeLimit(Decimal(10), Unit.WORKING_DAY, "thử")
DUE = datetime(2024, 3, 22, 17, tzinfo=HANOI)
LATE = datetime(2024, 3, 25, 10, tzinfo=HANOI)  # the Monday after


@pytest.fixture
def accepted(town) -> Case:
    """Received on 08/03/2024, ten working days, a supplement restarts: due on 22/03/2024 at five."""
    for key, value in (("max_times", 1), ("patience_days", 30)):
        Rule.objects.create(key=f"supplement.{key}", value=value, valid=DateRange(None, None), source="thử")
    an = {"by": town.actor("an"), "now": NOW}
    seats = {"agency": town.agency_a, "desk": town.desk_a, "person": town.an.person}
    case = open_case(
        kind="opinion",
        code="nhap-1",
        title="Việc thử",
        source=Case.Source.OWN_PORTAL,
        process=make_process(),
        **seats,
        **an,
    )
    submit_case(case=case, ver=1, code="H56.14-240308-0001", reply=None, reply_role="desk", **an)
    accept_case(case=case, ver=2, limit=TEN_DAYS, effect=Effect.RESTART, by=town.actor("binh"), now=NOW)
    return case


def settled(case: Case, town, now: datetime) -> Case:
    """Examined, signed and issued at that moment."""
    for name in ("emi", "chi"):
        advance_case(case=case, ver=case.ver, by=town.actor(name), now=now)
    settle_case(case=case, ver=case.ver, outcome="granted", by=town.actor("van"), now=now)
    return case


def test_a_supplement_asked_after_the_due_moment_makes_nothing_timely(accepted, town):
    """17 hours late: asked, "Nhận bổ sung" with nothing, issued four minutes later; it was "early" once."""
    assert accepted.due_at == DUE
    words = {"text": "Thiếu bản vẽ.", "lapse_role": "head", "by": town.actor("emi")}
    request_supplement(case=accepted, ver=3, now=LATE, **words)
    assert Case.objects.filter(overdue_at(LATE)).get() == accepted, "it is still overdue while it waits"
    back = LATE + timedelta(minutes=5)
    complete_supplement(case=accepted, ver=4, reply_role="desk", by=town.actor("binh"), now=back)
    assert accepted.due_at == DUE
    settled(accepted, town, back + timedelta(minutes=4))
    assert accepted.timeliness == "late"
    assert went_past_due(Case.objects.all()).get().ended_at == accepted.settled_at
    assert not differing()


def test_a_pause_that_begins_after_the_due_moment_gives_no_time_back(accepted, town):
    pause_case(case=accepted, ver=3, reason="NIEM_YET", text="Niêm yết.", by=town.actor("emi"), now=LATE)
    assert Case.objects.filter(overdue_at(LATE)).exists()
    resume_case(case=accepted, ver=4, by=town.actor("emi"), now=LATE + timedelta(days=3))
    assert (accepted.state, accepted.due_at) == (State.IN_PROGRESS, DUE)
    settled(accepted, town, LATE + timedelta(days=3))
    assert accepted.timeliness == "late"
    assert not differing()


def test_a_longer_limit_and_another_agency_take_no_lateness_away(accepted, town):
    """A change of the procedure's version counts with another limit; forwarding gives the case away as it stands."""
    twenty = TimeLimit(Decimal(20), Unit.WORKING_DAY, "thử")
    relimit_case(case=accepted, limit=twenty, by=town.actor("emi"), now=LATE)
    assert accepted.due_at == accepted.clocks.get(name="settle").due_at == DUE
    words = {"reason": "Thuộc Sở B.", "reply_role": "desk", "by": town.actor("emi"), "now": LATE}
    forward_case(case=accepted, ver=3, to_agency=town.agency_b, **words)
    assert Case.objects.filter(overdue_at(LATE)).get().first_due_at == DUE
    assert not differing()
