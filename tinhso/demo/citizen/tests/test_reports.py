"""What stands on the desks when the demo opens was sorted and given out before, on whatever day it opens."""

from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from tinhso.demo.citizen.report_story import BEFORE_ANSWER, ReportSetting
from tinhso.demo.citizen.reports import sent_in_time
from tinhso.lib.legal_time.tests.times import HANOI, OFFICE

FRIDAY = datetime(2024, 3, 8, 8, 0, tzinfo=HANOI)


@pytest.mark.parametrize("later", range(4))
@pytest.mark.parametrize("stop", ["assign", "handle", "publish"])
def test_nothing_is_in_hand_before_it_was_given_out(later, stop):
    now = FRIDAY + timedelta(days=later)
    left: dict[str, Any] = dict.fromkeys(
        ("desk", "process", "calendar_id", "reply", "answer", "pictures", "teams")
    )
    setting = ReportSetting(now=now, calendar=OFFICE, **left)
    for hours in range(24, 108, 3):
        sent = sent_in_time(timedelta(hours=hours), stop, setting)
        assert setting.in_hands(sent) <= now - BEFORE_ANSWER
        assert sent <= now - timedelta(hours=hours)
    assert sent_in_time(timedelta(hours=1), "new", cast(Any, setting)) == now - timedelta(hours=1)
