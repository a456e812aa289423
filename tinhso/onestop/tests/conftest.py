from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.actions.load_catalogue import Loaded, load_catalogue


@pytest.fixture
def catalogue(db: None) -> Loaded:
    """The whole catalogue of the province pack."""
    return load_catalogue(by=SYSTEM, now=datetime(2024, 3, 8, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
