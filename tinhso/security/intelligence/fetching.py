"""The list of a source as it lies elsewhere: a file, the events of a feed of MISP, or the objects of a collection of TAXII."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings

from tinhso.lib.intelligence.misp import manifest_of, read_misp
from tinhso.lib.intelligence.reading import read_intelligence
from tinhso.lib.intelligence.record import IntelligenceList
from tinhso.lib.intelligence.stix import read_stix
from tinhso.lib.intelligence.taxii import Access, Collection, TaxiiClient, TaxiiFailed
from tinhso.lib.messages.plain_json import BadJson, read_json
from tinhso.lib.messages.public_fetch import FetchFailed, Limits, TooSlow, fetch, fetch_to
from tinhso.lib.scan_reports.report import ReportRefused
from tinhso.security.intelligence.limits import MOST_BYTES, MOST_FILES
from tinhso.security.models import IntelligenceSource

SECONDS, EVENT_BYTES, MANIFEST_BYTES = 900.0, 8_000_000, 8_000_000
Step = Callable[[int], None]


class FetchRefused(ReportRefused):
    """Nothing came, or not all of it; a Vietnamese sentence."""


@dataclass(frozen=True)
class FetchedList:
    """`until` is how far the source was read; None where it is read whole each time."""

    found: IntelligenceList
    until: datetime | None = None


def fetched_list(source: IntelligenceSource, folder: Path, step: Step) -> FetchedList:
    """Raises: ReportRefused."""
    try:
        if source.kind == IntelligenceSource.Kind.TAXII:
            return _of_taxii(source, step)
        return _of_file(source, folder, step)
    except (FetchFailed, TaxiiFailed) as failed:
        raise FetchRefused(str(failed)) from failed


def access_of(source: IntelligenceSource) -> Access:
    """The key of the settings that the source names. Raises: FetchRefused."""
    if not source.key_name:
        return Access()
    named = settings.INTELLIGENCE_KEYS.get(source.key_name)
    if not isinstance(named, dict):
        raise FetchRefused(f"Không còn khóa “{source.key_name}” trong thiết lập TINHSO_INTELLIGENCE_KEYS.")
    words = {name: str(named.get(name, "")) for name in ("user", "password", "token")}
    return Access(**words)


def _of_file(source: IntelligenceSource, folder: Path, step: Step) -> FetchedList:
    path, limits = folder / "fetched", Limits(octets=MOST_BYTES, seconds=SECONDS, idle=30)
    with path.open("wb") as sink:
        fetch_to(
            source.address,
            sink,
            limits=limits,
            local=settings.FETCH_LOCAL,
            step=lambda done, _total: step(done // 1000),
        )
    if path.stat().st_size <= MANIFEST_BYTES and (events := _manifest(path)) is not None:
        return _of_feed(source, events, step)
    return FetchedList(read_intelligence(path))


def _manifest(path: Path) -> dict[str, datetime] | None:
    with path.open("rb") as file:
        if file.read(1) != b"{":
            return None
    try:
        return manifest_of(read_json(path.read_bytes()))
    except BadJson:
        return None


def _of_feed(source: IntelligenceSource, events: dict[str, datetime], step: Step) -> FetchedList:
    """The oldest first of those that are newer than what was read before: what does not fit comes next time. Of one moment all are read or
    none counts as read, for the next read begins behind a moment."""
    found, deadline = IntelligenceList("misp"), time.monotonic() + SECONDS
    until = source.added_until
    newer = sorted((at, name) for name, at in events.items() if until is None or at > until)
    chosen = _some_of(newer)
    for number, (at, name) in enumerate(chosen, 1):
        left = deadline - time.monotonic()
        try:
            content = _event(source, name, left)
        except FetchFailed:
            if until == source.added_until:
                raise
            break
        try:
            read_misp(read_json(content), found)
        except BadJson:
            found.reject(f"{name}.json", "sự kiện không phải JSON")
        if number == len(chosen) or chosen[number][0] > at:
            until = at
        step(number)
    return FetchedList(found, until)


def _some_of(newer: list[tuple[datetime, str]]) -> list[tuple[datetime, str]]:
    """The first `MOST_FILES`, less those of a moment of which others lie behind; all of one moment where that is one alone."""
    if len(newer) <= MOST_FILES:
        return newer
    cut = newer[MOST_FILES][0]
    return [one for one in newer[:MOST_FILES] if one[0] < cut] or [one for one in newer if one[0] == cut]


def _event(source: IntelligenceSource, name: str, left: float) -> bytes:
    """Raises: FetchFailed."""
    if left <= 0:
        raise TooSlow("Máy chủ bên kia trả lời quá chậm.")
    limits = Limits(octets=EVENT_BYTES, seconds=min(60.0, left))
    address = urljoin(source.address, f"{name}.json")
    return fetch(address, limits=limits, local=settings.FETCH_LOCAL)[1]


def _of_taxii(source: IntelligenceSource, step: Step) -> FetchedList:
    client = TaxiiClient(access_of(source), local=settings.FETCH_LOCAL, seconds=SECONDS)
    address = source.address
    if "/collections/" not in address:
        address = _collection(client, source).address
    gathered = client.objects(address, after=source.added_until, step=step)
    found = IntelligenceList("stix")
    read_stix(gathered.objects, found)
    return FetchedList(found, gathered.until)


def _collection(client: TaxiiClient, source: IntelligenceSource) -> Collection:
    readable = [
        one for root in client.roots(source.address) for one in client.collections(root) if one.readable
    ]
    chosen = (
        [one for one in readable if source.collection in (one.code, one.title)]
        if source.collection
        else readable
    )
    if len(chosen) != 1:
        named = ", ".join(json.dumps(one.title or one.code, ensure_ascii=False) for one in readable[:10])
        raise FetchRefused(f"Ghi rõ bộ sưu tập cần đọc. Máy chủ có: {named or 'không bộ nào đọc được'}.")
    return chosen[0]
