from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.actions.load_catalogue import Loaded, load_catalogue
from tinhso.onestop.data import reading


@pytest.fixture
def catalogue(db: None, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """The everyday procedures of the province pack, about seventy: the whole list takes two seconds."""
    everyday = {row["code"] for row in reading.rows("everyday.csv")}
    rows = [row for row in reading.procedures() if row.code in everyday]
    monkeypatch.setattr(reading, "procedures", lambda: rows)
    return load_catalogue(by=SYSTEM, now=datetime(2024, 3, 8, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
