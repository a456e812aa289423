"""What logs are held against at a moment, and why a value of it is in there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tinhso.security.intelligence.confidence import Fading
from tinhso.security.models import NARROW, Indicator, IndicatorRecord, IntelligenceSource

USABLE = (Indicator.State.ACTIVE, Indicator.State.ALLOWED)
CONTACTS = (Indicator.Kind.NAME, Indicator.Kind.ADDRESS, Indicator.Kind.NETWORK)
"""What a log of names and connections can show; pages, files and letters it does not."""


@dataclass(frozen=True, slots=True)
class LiveValue:
    """A value that is looked for, with the words of the surest source; "" where not every security officer may know them."""

    kind: str
    value: str
    title: str
    confidence: int


def live_values(at: datetime) -> Iterator[LiveValue]:
    """Each once, sure enough at that moment by the rules of that day. Two queries."""
    fading, found = Fading.on(at), dict[tuple[str, str], LiveValue]()
    rows = IndicatorRecord.objects.valid_at(at).filter(
        indicator__state__in=USABLE, indicator__kind__in=CONTACTS
    )
    read = rows.order_by("pk").values_list(
        "indicator__kind",
        "indicator__value",
        "title",
        "tlp",
        "source__audience",
        "base",
        "last_loaded_at",
        "source__fades",
    )
    for kind, value, title, tlp, audience, base, last, fades in read.iterator(20_000):
        sure = fading.confidence(kind, base, last, fades, at)
        before = found.get((kind, value))
        if sure >= fading.least and (before is None or sure > before.confidence):
            narrow = tlp in NARROW or audience != IntelligenceSource.Audience.OFFICERS
            found[kind, value] = LiveValue(kind, value, "" if narrow else title, sure)
    return iter(found.values())
