"""The demo's year has exactly the resolved incidents of the account, beside what must not be counted."""

from collections import Counter
from datetime import datetime, timedelta

from tinhso.demo.security.support_plan import OF_THE_YEAR, Plan, templates
from tinhso.demo.tests.test_year import OF_2024
from tinhso.lib.dates import HANOI, local
from tinhso.security.measures import resolved_cyber, resolved_support
from tinhso.security.models import SupportIncident


@OF_2024
def test_the_year_has_exactly_so_many_resolved(demo):
    assert resolved_support().filter(settled_at__year=2023).count() == OF_THE_YEAR
    cyber = resolved_cyber().filter(settled_at__year=2023).count()
    late = resolved_support().filter(settled_at__year=2023, timeliness="late").count()
    assert 0 < cyber < OF_THE_YEAR / 4 and 0 < late < OF_THE_YEAR / 8
    states = Counter(SupportIncident.objects.values_list("case__state", flat=True))
    assert all(states[one] for one in ("submitted", "in_progress", "paused", "refused", "withdrawn", "done"))
    assert SupportIncident.objects.filter(duplicate_of__isnull=False).exists()
    assert SupportIncident.objects.filter(case__state="done", rating=None).exists()
    assert not resolved_support().filter(settled_at__year=2022).exists(), "the desk began with 2023"


@OF_2024
def test_incidents_are_spread_over_agencies_months_systems_and_words(demo):
    rows = SupportIncident.objects.filter(case__in=resolved_support().filter(settled_at__year=2023))
    found = list(rows.select_related("case"))
    assert len({one.agency_id for one in found}) > 30 and len({one.system for one in found}) > 8
    assert len({local(one.case.settled_at).month for one in found}) == 12
    assert max(Counter(one.title for one in found).values()) < 40
    texts = Counter(one.messages.first().text for one in found)
    assert max(texts.values()) <= 8


def test_the_plan_is_the_same_twice_and_never_runs_ahead_of_its_year():
    now = datetime(2024, 3, 8, 8, tzinfo=HANOI)
    first, second = Plan(now).years(), Plan(now).years()
    assert first == second and len(templates()) >= 25
    assert all(one.resolved.year == one.reported.year for one in first if one.outcome == "resolved")
    for plan in (first, Plan(now).recent()):
        assert max(one.resolved for one in plan) < now - timedelta(days=6), "each is confirmed by today"
