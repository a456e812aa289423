"""Compares what a former system tells with what came over: counts by agency, procedure and state, and each dossier that differs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tinhso.casework.public import Clock, office_calendar_id, work_calendar
from tinhso.lib.dates import vn_datetime
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.lib.messages.portal_wire import STATES
from tinhso.onestop.models import CutoverDossier
from tinhso.onestop.takeover.cells import STATE_WORDS, cells_of
from tinhso.onestop.takeover.existing_records import PIECE, ExistingRecords
from tinhso.onestop.takeover.files import Batch, OldDossier
from tinhso.onestop.takeover.importable_dossier import NEVER_ACCEPTED, STATES_HERE
from tinhso.onestop.takeover.mapping import Codes

SETTLED = {9, 10}
HEADINGS = ("Cơ quan", "Thủ tục", "Trạng thái", "Hệ thống cũ", "Hệ thống mới", "Chênh lệch")
DIFFERENCE_HEADINGS = ("Mã hồ sơ", "Vị trí", "Nội dung", "Hệ thống cũ", "Hệ thống mới")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Facts:
    """Of one dossier, in words for both sides: agency, procedure, state, date promised."""

    agency: str
    procedure: str
    state: str
    due: str

    @property
    def key(self) -> Key:
        return self.agency, self.procedure, self.state


@dataclass(frozen=True)
class Difference:
    code: str
    where: str
    what: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class Reconciled:
    """Counts of theirs and ours by key, and the dossiers that differ; `moved` went on here since they came."""

    theirs: Counter[Key]
    ours: Counter[Key]
    differences: list[Difference]
    moved: int

    @property
    def equal(self) -> bool:
        return not self.differences and self.theirs == self.ours

    def rows(self) -> Iterator[tuple[str, str, str, int, int, int]]:
        """By agency, procedure and state: theirs, ours, difference."""
        for key in sorted(self.theirs | self.ours):
            yield *key, self.theirs[key], self.ours[key], self.ours[key] - self.theirs[key]


def reconcile(batch: Batch, mapping: Codes, *, now: datetime) -> Reconciled:
    """Every line of the files against the dossier here, bad lines too; a code told twice counts twice on their side."""
    known = ExistingRecords(mapping, now.date(), [], [])
    calendar = work_calendar(office_calendar_id(None, now.date()))
    here = {one.code: one for one in came_over({old.code for old in batch.dossiers})}
    dues = promised(here.values())
    found = Reconciled(Counter(), Counter(), [], sum(moved(one) for one in here.values()))
    codes: set[str] = set()
    for old in batch.dossiers:
        theirs = facts_of_line(old, known, calendar)
        found.theirs[theirs.key] += 1
        one = here.get(old.code)
        if one is None or old.code in codes:
            what = "không có ở hệ thống mới" if one is None else "có hơn một dòng"
            found.differences.append(Difference(old.code, old.where, what, theirs.state, ""))
            continue
        codes.add(old.code)
        ours = facts_here(one, dues.get(one.pk))
        found.ours[ours.key] += 1
        found.differences.extend(differences(old, theirs, ours))
    return found


def differences(old: OldDossier, theirs: Facts, ours: Facts) -> Iterator[Difference]:
    for name, what in (
        *(("agency", "cơ quan"), ("procedure", "thủ tục")),
        *(("state", "trạng thái"), ("due", "ngày hẹn trả")),
    ):
        theirs_value, here = getattr(theirs, name), getattr(ours, name)
        if theirs_value != here:
            yield Difference(old.code, old.where, what, theirs_value, here)


def came_over(codes: Iterable[str]) -> Iterator[CutoverDossier]:
    wanted = sorted(codes)
    rows = CutoverDossier.objects.select_related(
        "dossier__case__agency", "dossier__version__procedure"
    ).defer("dossier__version__form")
    for start in range(0, len(wanted), PIECE):
        yield from rows.filter(code__in=wanted[start : start + PIECE])


def promised(came: Iterable[CutoverDossier]) -> dict[int, datetime]:
    """The former system's promise as the clock of each case keeps it."""
    keys, found = [one.pk for one in came], dict[int, datetime]()
    for start in range(0, len(keys), PIECE):
        clocks = Clock.objects.filter(case__in=keys[start : start + PIECE])
        for case_id, due in clocks.values_list("case_id", "taken_over_due"):
            if due is not None:
                found[case_id] = due
    return found


def moved(one: CutoverDossier) -> bool:
    """Somebody has acted on it here since it came."""
    return one.dossier.case.ver > 1


def facts_of_line(old: OldDossier, known: ExistingRecords, calendar: WorkCalendar) -> Facts:
    """What the line says; words that nothing here is called stay as they are."""
    agency = known.agency(old.cells.get("agency", ""))
    word = old.cells.get("state", "")
    number = STATE_WORDS.get(fold(known.mapped("state", word))) or STATE_WORDS.get(fold(word))
    due = cells_of(old.where, old.cells, calendar).when("due", closes=True)
    return Facts(
        agency.name if agency else old.cells.get("agency", ""),
        known.mapped("procedure", old.cells.get("procedure", "")),
        state_words(number) if number else word,
        "" if number in NEVER_ACCEPTED else vn_datetime(due),
    )


def facts_here(one: CutoverDossier, due: datetime | None) -> Facts:
    """How it stands here; of a dossier that went on since, how it stood when it came."""
    case = one.dossier.case
    as_told = STATES_HERE[one.state] == case.state and (one.state in SETTLED) == bool(
        case.settled_at and case.state != "refused"
    )
    state = state_words(one.state) if as_told or moved(one) else case.get_state_display()
    return Facts(case.agency.name, one.dossier.version.procedure.code, state, vn_datetime(due))


def state_words(number: int) -> str:
    return f"{number} {STATES[number]}"
