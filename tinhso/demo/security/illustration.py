"""The demo's only list of indicators: six reserved names and addresses, loaded by the deeds as any other, and let through by their reason."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tinhso.kernel.people.public import SYSTEM
from tinhso.security.public import (
    Indicator,
    SourceEntry,
    decide_indicator,
    read_received_list,
    receive_list,
    register_source,
)

LIST = Path(__file__).parent / "data" / "illustration_indicators.csv"
SOURCE = SourceEntry(
    name="Danh sách minh họa (mô phỏng)",
    licence="Tự lập để minh họa: tên theo RFC 2606, địa chỉ theo RFC 5737, không có thật",
    kind="upload",
    tlp="clear",
    audience="officers",
    trust=90,
    fades=False,
)
REASON = "Minh họa của bản trình diễn: tên và địa chỉ dành riêng, không có thật"


def load_illustration(key: Callable[[str, int], UUID], now: datetime) -> None:
    """All of them are held back at load, for they are reserved; each is let through."""
    source = register_source(entry=SOURCE, client_key=key("indicator-source", 1), by=SYSTEM, now=now)
    load = receive_list(
        source=source, content=LIST.read_bytes(), file_name=LIST.name, client_key=key("indicator-list", 1), by=SYSTEM, now=now
    )  # fmt: skip
    read_received_list(load.pk, now)
    for one in Indicator.objects.filter(state=Indicator.State.HELD_BACK).order_by("pk"):
        decide_indicator(indicator=one, state=Indicator.State.ALLOWED, reason=REASON, by=SYSTEM, now=now)
