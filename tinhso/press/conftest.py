"""Fixtures of press: the town with a newsroom at agency A and one at B; what the press asks of it, by the rules of the pack."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateRange

from tests.town import FOREVER, make_agency, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.roles import (
    BroadcastOperator,
    Head,
    PressApprover,
    PressEditor,
    PressSpokesperson,
    PressWriter,
)
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


def pack_rules(prefix: str) -> list[Rule]:
    """The rules of the province pack whose key begins so, with their dates."""
    path = Path(settings.PROVINCE_PACK) / "rules.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["key"].startswith(prefix)]
    return [
        Rule(
            key=row["key"],
            value=json.loads(row["value"]),
            valid=DateRange(
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            ),
            source=row["source"],
        )
        for row in rows
    ]


@pytest.fixture
def press_desk(newsroom: Any) -> Any:
    """Agency A takes in what the press asks (Biên assigns and publishes), Phát speaks for agency B, Hằng for agency A."""
    found = [one for one in pack_rules("press.") if one.key not in ("press.draft_days", "press.focal_agency")]
    Rule.objects.bulk_create(found)
    Rule.objects.create(key="press.focal_agency", value="so-a", valid=FOREVER, source="thử")
    newsroom.phat = make_officer(
        "phat", "Tống Văn Phát", newsroom.agency_b, "Chánh Văn phòng", PressSpokesperson
    )
    newsroom.hang = make_officer(
        "hang", "Ngô Thị Hằng", newsroom.agency_a, "Chánh Văn phòng", PressSpokesperson
    )
    return newsroom


@pytest.fixture
def broadcast_town(press_desk: Any) -> Any:
    """A commune's committee whose loudspeakers Loa runs and Chủ heads."""
    press_desk.ward = make_agency(
        "ubnd-phuong", "UBND phường Hạc Thành", kind="committee", level="commune", unit=press_desk.commune
    )
    press_desk.loa = make_officer(
        "loa", "Lò Văn Loa", press_desk.ward, "Công chức văn hóa", BroadcastOperator
    )
    press_desk.chu = make_officer("chu", "Vi Văn Chủ", press_desk.ward, "Chủ tịch", Head)
    return press_desk
