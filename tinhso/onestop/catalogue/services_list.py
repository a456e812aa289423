"""Draws up an illustrative list of online services: so many wholly and so many partly online on a day.

Real provinces hold such a list as a decision of their chairman. Ours is drawn by a fixed order of hashes, so that the
same catalogue and the same numbers give the same list; what is written by hand with a version comes first, then what
has content at the levels that are plausible for it, then the rest, which nobody can file online. It ends where the
national database says itself what is online, with the two levels.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from tinhso.onestop.data import reading
from tinhso.onestop.data.reading import OWN_LEVELS, TWO_LEVELS, ProcedureRow

COLUMNS = ("code", "level", "kind", "reason", "valid_from", "valid_to", "national_since", "source")
SOURCE = "Minh họa: xếp theo mã băm để khớp tổng số đã công bố đến {:%d/%m/%Y}, không phải danh mục thật"
FIRST = date(2022, 1, 4)
Service = tuple[ProcedureRow, str]  # and its level


class TooFewServices(Exception):
    """The catalogue has fewer (procedure, level) than were asked for; the message says how many."""


@dataclass(frozen=True)
class WantedCounts:
    """How many services of each kind on `on`, all counted: also those written by hand."""

    wholly: int
    partly: int
    on: date


def draw_up(
    rows: Iterable[ProcedureRow], written: list[dict[str, Any]], wanted: WantedCounts
) -> list[dict[str, str]]:
    """The lines of the list in the order of the codes; raises TooFewServices."""
    by_hand = {(v["procedure"], v["online"]["level"]) for v in written if "online" in v}
    by_hand_now, later = by_hand_on(written, wanted.on), not_yet(written, wanted.on)
    pairs = [
        (row, level)
        for row in rows
        for level in levels_on(row, wanted.on)
        if (row.code, level) not in by_hand and row.code not in later
    ]
    pairs = named_once(pairs)
    pairs.sort(key=lambda pair: (not pair[0].has_content(wanted.on), mark(pair[0].code, pair[1])))
    wholly, partly = wanted.wholly - by_hand_now["wholly"], wanted.partly - by_hand_now["partly"]
    if min(wholly, partly) < 0 or wholly + partly > len(pairs):
        raise TooFewServices(f"{len(pairs)} cặp thủ tục và cấp, cần {wholly + partly}")
    drawn = sorted(
        pairs[: wholly + partly], key=lambda pair: (pair[0].online != "wholly", mark(pair[0].code, "loai"))
    )
    chosen = [(row, level, "wholly") for row, level in drawn[:wholly]]
    chosen += [(row, level, "partly") for row, level in drawn[wholly:]]
    listed = by_hand | {(row.code, level) for row, level, _ in chosen}
    lines = [line for row, level, kind in chosen for line in lines_of(row, level, kind, listed, wanted.on)]
    return sorted(lines, key=lambda line: (line["code"], line["level"]))


def by_hand_on(written: list[dict[str, Any]], on: date) -> Counter[str]:
    """Kind -> services that the versions by hand offer on that day."""
    kinds: dict[tuple[str, str], tuple[str, date, date | None]] = {}
    for v in written:
        if "online" in v:
            key = (v["procedure"], v["online"]["level"])
            begin = kinds[key][1] if key in kinds else v["valid_from"]
            kinds[key] = (v["online"]["kind"], begin, v["valid_to"])
    return Counter(k for k, begin, end in kinds.values() if begin <= on and (end is None or on < end))


def not_yet(written: list[dict[str, Any]], on: date) -> set[str]:
    """The procedures written by hand of which no version is there on that day: only a later law brought them."""
    begins: dict[str, date] = {}
    for v in written:
        if "procedure" in v:
            begins[v["procedure"]] = min(v["valid_from"], begins.get(v["procedure"], v["valid_from"]))
    return {code for code, begin in begins.items() if begin > on}


def named_once(pairs: list[Service]) -> list[Service]:
    """Without what is listed under its national code as well: the same is not offered twice at a level."""
    listed = {(row.code, level) for row, level in pairs}
    national = {code: found for code, (found, _since) in reading.same_procedure().items()}
    return [pair for pair in pairs if (national.get(pair[0].code), pair[1]) not in listed]


def levels_on(row: ProcedureRow, on: date) -> list[str]:
    """The levels of the province at which the procedure is offered on that day; none for somebody else's."""
    if on < row.since or row.until and on >= row.until:
        return []
    for level, also, begin, end in reading.levels(row):
        if begin <= on and (end is None or on < end):
            return [found for found in (level, *also) if found in OWN_LEVELS]
    return []


def lines_of(
    row: ProcedureRow, level: str, kind: str, listed: set[tuple[str, str]], on: date
) -> list[dict[str, str]]:
    """One line, or two where the district hands the service to the commune that has none yet."""
    ends = (TWO_LEVELS if row.national else row.until, None if row.national else end_of(row, level, on))
    end = min((day for day in ends if day), default=None)
    since = FIRST + timedelta(days=mark(row.code, level, "ngay") % (on - FIRST).days)
    joined = since + timedelta(days=mark(row.code, "cong") % 60)
    line = {
        "code": row.code,
        "level": level,
        "kind": kind,
        "reason": reading.partly_reason(row.name) if kind == "partly" else "",
        "valid_from": since.isoformat(),
        "valid_to": end.isoformat() if end else "",
        "national_since": joined.isoformat() if joined <= on and mark(row.code, "noi") % 10 else "",
        "source": SOURCE.format(on),
    }
    lines = [line]
    is_current = not row.national and row.until is None
    if is_current and level == "district" and (row.code, "commune") not in listed:
        handed = {"level": "commune", "valid_from": TWO_LEVELS.isoformat(), "valid_to": ""}
        joined_then = {"national_since": TWO_LEVELS.isoformat() if line["national_since"] else ""}
        lines.append(line | handed | joined_then)
    return lines


def end_of(row: ProcedureRow, level: str, on: date) -> date | None:
    """The day from which that level has the procedure no more; None while nobody has set one."""
    end: date | None = on
    for settles, also, begin, ends in reading.levels(row):
        holds = level in (settles, *also)
        if holds and (begin == end or begin <= on and (ends is None or on < ends)):
            end = ends
    return end


def mark(*words: str) -> int:
    """A number that depends on the words alone."""
    return int(sha256("|".join(words).encode()).hexdigest()[:12], 16)
