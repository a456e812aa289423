"""The last numbers that a former system has given, so that numbering goes on without clash and without a hole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tinhso.documents.public import register_series
from tinhso.kernel.events.public import last_numbers
from tinhso.kernel.papers.public import kinds, paper_numbers
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import NotADate, read_when
from tinhso.lib.files.spreadsheets import MEGABYTE, Line, lines_of, read_sheets
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.catalogue.result_forms.kinds import REGISTERED
from tinhso.onestop.models import Slip
from tinhso.onestop.money.actions.receive_payment import receipt_series
from tinhso.onestop.takeover.cells import Fault
from tinhso.onestop.takeover.existing_records import agencies_of

COLUMNS = {"book": "Sổ", "agency": "Cơ quan", "kind": "Loại", "period": "Kỳ", "last": "Số cuối"}
BOOKS = {"ma ho so": "dossier", "phieu": "slip", "van ban": "paper", "bien lai": "receipt"}
MOST_ROWS = 50_000
MOST_BYTES = 8 * MEGABYTE
MOST = 10**9
CODE = re.compile(r"(?P<ident>.+)-(?P<day>\d{6})-(?P<number>\d{4,9})")


@dataclass(frozen=True)
class Raised:
    """A counter that would go on after `last`; it stands at `before`."""

    where: str
    scope: str
    before: int
    last: int


@dataclass(frozen=True)
class CounterPlan:
    """What would change, how many stand there already, and what is refused."""

    raised: list[Raised]
    unchanged: int
    faults: list[Fault]


def numbers_used(codes: Iterable[str]) -> dict[str, int]:
    """The counters of dossier codes that codes of our own form have used: `<mã định danh>-YYMMDD-XXXX`."""
    lasts: dict[str, int] = {}
    for code in codes:
        if found := CODE.fullmatch(code):
            scope = f"dossier:{found['ident']}:{found['day']}"
            lasts[scope] = max(lasts.get(scope, 0), int(found["number"]))
    return lasts


def counter_plan(content: bytes, *, on: date) -> CounterPlan:
    """Compare each line of a CSV or XLSX with the counters. Two queries. FileRefused."""
    sheet = next(iter(read_sheets(content, most_bytes=MOST_BYTES).values()), [])
    agencies = agencies_of(on)
    raised, faults, wanted = [], [], []
    needed = ("book", "agency", "period", "last")
    for line in lines_of(sheet, COLUMNS, needed=needed, most_rows=MOST_ROWS):
        scope, wrong = scope_of(line, agencies)
        faults += wrong
        if scope:
            wanted.append((line, scope))
    stand = last_numbers({scope for _, scope in wanted})
    seen: set[str] = set()
    for line, scope in wanted:
        last, where = int(line["last"]), f"dòng {line.number}"
        if scope in seen:
            faults.append(Fault(where, COLUMNS["book"], "sổ này đã có ở một dòng trên"))
        elif last < stand[scope]:
            faults.append(
                Fault(where, COLUMNS["last"], f"thấp hơn số đã cấp ở hệ thống này ({stand[scope]})")
            )
        elif last > stand[scope]:
            raised.append(Raised(where, scope, stand[scope], last))
        seen.add(scope)
    return CounterPlan(raised, len(wanted) - len(raised) - len(faults_of(faults, wanted)), faults)


def faults_of(faults: list[Fault], wanted: list[tuple[Line, str]]) -> list[Fault]:
    lines = {f"dòng {line.number}" for line, _ in wanted}
    return [fault for fault in faults if fault.where in lines]


def scope_of(line: Line, agencies: dict[str, list[Agency]]) -> tuple[str, list[Fault]]:
    """The counter that a line is about; "" with what is wrong."""
    wrong: list[tuple[str, str]] = []
    book = BOOKS.get(fold(line["book"]), "")
    if not book:
        wrong.append(
            ("book", f"“{line['book'][:30]}” không nhận; ghi mã hồ sơ, phiếu, văn bản hoặc biên lai")
        )
    found = agencies.get(fold(line["agency"]), [])
    if len(found) != 1:
        wrong.append(("agency", f"không có cơ quan “{line['agency'][:60]}”, hoặc có nhiều"))
    if not (line["last"].isascii() and line["last"].isdigit() and int(line["last"]) < MOST):
        wrong.append(("last", f"“{line['last'][:20]}” không phải số nguyên từ 0"))
    period = period_of(line["period"], book)
    if book and period is None:
        form = "ngày như 08/03/2024" if book == "dossier" else "năm như 2024"
        wrong.append(("period", f"“{line['period'][:20]}” không nhận; ghi {form}"))
    kind = line["kind"].zfill(2) if book == "slip" and line["kind"].isdigit() else line["kind"]
    if book in KINDS and kind not in KINDS[book]():
        wrong.append(("kind", f"“{line['kind'][:30]}” không nhận; ghi một trong: {', '.join(KINDS[book]())}"))
    if wrong or period is None:
        return "", [Fault(f"dòng {line.number}", COLUMNS[key], reason) for key, reason in wrong]
    return SCOPES[book](found[0], kind, period), []


def period_of(text: str, book: str) -> date | None:
    """A day for codes of dossiers, else the first of January of a year."""
    if book == "dossier":
        try:
            return read_when(text)[0].date()
        except NotADate:
            return None
    return date(int(text), 1, 1) if re.fullmatch(r"20\d\d", text) else None


def dossier_scope(agency: Agency, kind: str, day: date) -> str:
    return f"dossier:{agency.old_ident_code or agency.ident_code}:{day:%y%m%d}"


def paper_scope(agency: Agency, kind: str, day: date) -> str:
    """Of a decision the series of the register of documents, from which its numbers come."""
    if kind in REGISTERED:
        return register_series(agency.pk, day.year, REGISTERED[kind])
    return paper_numbers(agency.pk, kind, day.year)


KINDS = {"slip": lambda: list(Slip.Form.values), "paper": lambda: sorted(kind.code for kind in kinds())}
SCOPES = {
    "dossier": dossier_scope,
    "slip": lambda agency, kind, day: f"slip:{agency.code}:{kind}:{day.year}",
    "paper": paper_scope,
    "receipt": lambda agency, kind, day: f"bien-lai:{receipt_series(agency, day)}",
}
