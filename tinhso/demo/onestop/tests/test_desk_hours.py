"""A desk has dossiers to receive in time at whatever hour of a working day the demo of today is loaded."""

from datetime import date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace

import pytest

from tinhso.demo.onestop.dossiers import came_at, reply_or_settle
from tinhso.demo.onestop.rows import Setting
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time import clock as arithmetic
from tinhso.lib.legal_time.working_time import WorkCalendar

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize("hour", [5, 7, 9, 11, 12, 14, 15, 16, 17, 22])
@pytest.mark.parametrize("days", [0, 3, 5, 6])
def test_most_of_what_waits_to_be_received_is_not_late(hour, days):
    """At 16:28 of a Monday none was left but late ones: what came on Friday was due by 15:20."""
    day = MONDAY + timedelta(days=days)
    now = datetime.combine(day, time(hour, 28), HANOI)
    setting: Setting = SimpleNamespace(now=now, calendar=WorkCalendar(), due=None)  # type: ignore[assignment]
    rng, offer = Random(1), SimpleNamespace(limit=None)
    for order in range(3, 9):
        at = came_at(offer, "receive", order, setting, rng)  # type: ignore[arg-type]
        due = arithmetic.first_due(reply_or_settle(offer, "receive", at, setting))  # type: ignore[arg-type]
        assert at < now <= due, (at, due)
