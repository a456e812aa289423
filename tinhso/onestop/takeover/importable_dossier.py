"""What comes of the lines of a former system: dossiers that can be taken over, and the plan of a whole run."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tinhso.casework.public import Case, State
from tinhso.lib.legal_time.clock import Effect, Pause
from tinhso.onestop.bulk import Offer
from tinhso.onestop.takeover.cells import Fault, FormerStep
from tinhso.onestop.takeover.files import OldDossier

ODD = re.compile(r"[^A-Z0-9._-]+")
STATES_HERE: dict[int, State] = {
    1: State.SUBMITTED,
    2: State.IN_PROGRESS,
    3: State.REFUSED,
    4: State.IN_PROGRESS,
    5: State.WAITING_CITIZEN,
    6: State.PAUSED,
    7: State.WITHDRAWN,
    8: State.REFUSED,
    9: State.IN_PROGRESS,
    10: State.DONE,
}
"""TrangThaiHoSo of QCVN 120:2019/BTTTT → our state; the way back is `portal_states.portal_state`."""
NEVER_ACCEPTED = {1, 3}  # no time limit has begun


@dataclass(frozen=True)
class Dates:
    """The moments that the former system tells; `due` is what it has promised at last."""

    received: datetime
    due: datetime | None
    first_due: datetime | None
    settled: datetime | None
    finished: datetime | None


@dataclass(frozen=True)
class ImportableDossier:
    """A dossier that can be taken over: everything that its rows are made of."""

    old: OldDossier
    code: str
    others: tuple[str, ...]
    offer: Offer
    effect: Effect
    source: Case.Source
    result_by: str
    person_kind: str
    number: int  # the state, 1 to 10
    step: str
    officer_id: int | None
    dates: Dates
    pauses: tuple[Pause, ...]
    asked: tuple[str, ...]  # of each pause, what was asked for
    history: tuple[FormerStep, ...]

    def cell(self, key: str) -> str:
        return self.old.cells.get(key, "")


@dataclass
class Plan:
    """All of the files: what would be taken, what came before, what cannot, and what should be looked at."""

    importable: list[ImportableDossier] = field(default_factory=list)
    known: list[OldDossier] = field(default_factory=list)
    changed: list[OldDossier] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: int = 0

    def counts(self) -> dict[tuple[str, str, int], int]:
        """(agency's name, code of the procedure, state) → how many would be taken."""
        return Counter(
            (t.offer.agency.name, t.offer.version.procedure.code, t.number) for t in self.importable
        )


def clean_code(text: str) -> str:
    """The code as it can stand in an address and is typed in a search: capitals, other signs as one hyphen."""
    return ODD.sub("-", text.upper()).strip("-.")


def own_codes(old: OldDossier) -> list[str]:
    """The code it would have here, and all others under which it can be found."""
    others = [old.code.upper(), *(c.strip().upper() for c in old.cells.get("other", "").split(";"))]
    return list(dict.fromkeys([clean_code(old.code), *(c for c in others if c)]))
