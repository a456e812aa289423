"""The plan of what the press asks in the demo: every end is there, and nobody's name."""

from collections import Counter

from tinhso.demo.cast import OFFICERS
from tinhso.demo.press.issues_plan import ISSUES
from tinhso.kernel.people.roles import PressSpokesperson
from tinhso.press.models import PressIssue


def test_the_plan_has_issues_of_every_origin_and_end():
    ends = Counter(one.stop for one in ISSUES)
    # what a journalist asks by appointment is in no plan of the demo
    origins = set(PressIssue.Origin.values) - {PressIssue.Origin.APPOINTMENT}
    assert {one.origin for one in ISSUES} == origins and len(ISSUES) >= 20
    assert {"assign", "verify", "paused", "answer", "publish", "published", "closed"} <= set(ends)
    assert sum(one.after > 30 for one in ISSUES if one.stop == "published") >= 2  # answered late


def test_who_answers_in_the_plan_speaks_for_an_agency():
    speaks = {one.username for one in OFFICERS if PressSpokesperson in one.roles}
    assert {one.who for one in ISSUES} <= speaks
