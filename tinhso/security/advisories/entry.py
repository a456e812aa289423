from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tinhso.kernel.people.public import Agency


@dataclass(frozen=True, kw_only=True)
class AdvisoryEntry:
    """What a coordinator writes; `agencies` counts only where they are chosen one by one."""

    kind: str
    severity: int
    title: str
    number: str
    product: str
    cves: Sequence[str]
    text: str
    to_do: str
    source_url: str
    audience: str
    agencies: Sequence[Agency]
    due_on: date
