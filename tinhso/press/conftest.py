"""Fixtures of press: the town with a newsroom at agency A and one at B, and an indicator that texts may quote."""

from datetime import date
from typing import Any

import pytest

from tests.town import FOREVER, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressWriter
from tinhso.press.articles.actions.load_categories import load_categories


@pytest.fixture
def newsroom(town: Any, monkeypatch: Any) -> Any:
    """At agency A Viết writes, Biên and Tập edit, Duyệt approves (and may edit), Chi does not work there; Xa edits at agency B."""
    monkeypatch.setattr("tinhso.kernel.site.clock.now", lambda: NOW)
    Rule.objects.create(key="press.draft_days", value=30, valid=FOREVER, source="thử")
    load_categories(by=SYSTEM, now=NOW)
    a, b = town.agency_a, town.agency_b
    town.viet = make_officer("viet", "Nguyễn Văn Viết", a, "Phóng viên", PressWriter)
    town.bien = make_officer("bien", "Trần Thị Biên", a, "Biên tập viên", PressEditor)
    town.tap = make_officer("tap", "Lê Văn Tập", a, "Biên tập viên", PressEditor)
    town.duyet = make_officer("duyet", "Phạm Thị Duyệt", a, "Phó Giám đốc", PressApprover, PressEditor)
    town.xa = make_officer("xa", "Hồ Văn Xa", b, "Biên tập viên", PressEditor, PressApprover, PressWriter)
    town.today = date(2024, 3, 8)
    return town
