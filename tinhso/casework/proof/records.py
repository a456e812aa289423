"""Records of no case that follow from events, accounts and issued papers: each kind is compared as a whole, and noted."""

from collections.abc import Sequence
from datetime import datetime

from tinhso.casework.proof import last_comparison, slot
from tinhso.casework.proof.events import RecordsCompared
from tinhso.casework.proof.measured import measures_at
from tinhso.kernel.events.public import SYSTEM, Comparison, ComparisonResult, comparisons, record
from tinhso.kernel.site.public import in_one_transaction

Found = Sequence[tuple[Comparison, ComparisonResult]]


def compare_records(*, now: datetime) -> Found:
    """All that is declared but the cases, which note their own run, and what takes hours."""
    found = [(one, one.whole(lambda n: None)) for one in comparisons(slow=False) if is_of_records(one)]
    note_records(found, now=now)
    return found


def is_of_records(one: Comparison) -> bool:
    return bool(one.code) and one.code != slot.CASES and not one.slow


@in_one_transaction
def note_records(found: Found, *, now: datetime) -> None:
    """Write into the log what was found of each kind; pages read it from there."""
    summaries = tuple(
        (one.code, held.checked, held.uncheckable, held.wrong, _measures(one, held)) for one, held in found
    )
    record(RecordsCompared(records=summaries), by=SYSTEM, at=now)
    last_comparison.forget()


def _measures(one: Comparison, held: ComparisonResult) -> tuple[str, ...]:
    return tuple(sorted(m.code for m in measures_at(one.columns))) if held.wrong else ()
