"""Rows and files held against the log, for `tinhso verify`."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tinhso.config.backups.archive import Progress

if TYPE_CHECKING:
    from tinhso.kernel.events.public import ComparisonResult


def comparisons_of(*, changed: bool, files: bool) -> Iterator[tuple[str, "ComparisonResult"]]:
    """All that systems declare, files only when asked: a line in words, and what was found. Pages tell it from then on."""
    # the rooms can be read only once the command has opened Django
    from tinhso.casework.public import is_of_records, note_records
    from tinhso.kernel.events.public import comparisons
    from tinhso.kernel.site import clock

    of_records = []
    for one in comparisons(slow=files):
        progress = Progress(lambda line: print(line, file=sys.stderr, flush=True))
        message = f"Đã đối chiếu %s {one.word}…"
        compare = one.changed if changed else one.whole
        held = compare(lambda n, t=message, p=progress: p.report(t % f"{n:,}".replace(",", ".")))  # type: ignore[misc]
        if is_of_records(one):
            of_records.append((one, held))
        yield words_of(held, str(one.word)), held
    note_records(of_records, now=clock.now())


def words_of(held: "ComparisonResult", word: str) -> str:
    verdict = f"{len(held.lines)} điểm sai" if held.lines else "Không có sai sót"
    unknown = held.uncheckable
    left = f", {unknown} không đối chiếu được vì sự kiện cũ thiếu giá trị" if unknown else ""
    return f"{verdict}: {held.checked} {word} đã đối chiếu{left}."
