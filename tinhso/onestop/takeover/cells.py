"""The cells of one line of a former system as values, and what is wrong with each, in Vietnamese."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar

from tinhso.casework.public import PAUSE_REASONS, Case
from tinhso.kernel.people.public import Person
from tinhso.lib.dates import HANOI, NotADate, read_when
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.clock import Pause, PauseReason
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.lib.messages.portal_wire import STATES
from tinhso.onestop.models import Dossier
from tinhso.onestop.takeover.columns import COLUMNS, HISTORY_COLUMNS, PAUSE_COLUMNS

V = TypeVar("V")
PHONE = re.compile(r"(0|\+?84)[0-9]{9,10}")
LONGEST = {"applicant": 200, "id_number": 20, "phone": 20, "email": 120, "address": 300, "subject": 2000}
LONGEST |= {"note": 4000, "code": 120, "other": 300}
LONGEST_TEXT = 4000


class Choices(dict[str, V]):
    """Words that a cell may hold, found whatever their case and accents; `wording` lists them as they are written."""

    def __init__(self, words: Mapping[str, V], wording: str = "") -> None:
        super().__init__((fold(word), value) for word, value in words.items())
        self.wording = wording or ", ".join(word for word in words if word)


SOURCES: Choices[Case.Source] = Choices(
    {
        "": Case.Source.COUNTER,
        "trực tiếp": Case.Source.COUNTER,
        "bưu chính": Case.Source.POST,
        "bưu chính công ích": Case.Source.POST,
        "trực tuyến": Case.Source.OWN_PORTAL,
        "cổng quốc gia": Case.Source.NATIONAL_PORTAL,
        "liên thông": Case.Source.LINKED,
    }
)
KINDS: Choices[str] = Choices(
    {"": Person.Kind.CITIZEN, "cá nhân": Person.Kind.CITIZEN, "tổ chức": Person.Kind.ORGANISATION}
)
RESULTS: Choices[str] = Choices(
    {
        "": Dossier.ResultBy.DESK,
        "tại quầy": Dossier.ResultBy.DESK,
        "bưu chính": Dossier.ResultBy.POST,
        "điện tử": Dossier.ResultBy.ONLINE,
    }
)
STATE_SAID = "; ".join(f"{number} hoặc {words}" for number, words in STATES.items())
STATE_WORDS: Choices[int] = Choices(
    {words: number for number, words in STATES.items()} | {str(number): number for number in STATES},
    STATE_SAID,
)
REASONS: Choices[str] = Choices(
    {code: code for code, _ in PAUSE_REASONS} | {str(words): code for code, words in PAUSE_REASONS}
)
YES_NO: Choices[bool] = Choices({"": False, "không": False, "có": True})
OPENS, CLOSES = time(8), time(17)


@dataclass(frozen=True)
class Fault:
    """Where (file, sheet, line), which column, and why it cannot be taken or what is to be known."""

    where: str
    column: str
    reason: str


@dataclass(frozen=True)
class FormerStep:
    """A line of the former history: when, what, and whether the applicant may read it."""

    at: datetime
    text: str
    shown: bool


class Cells:
    """Reads the cells of one line; `faults` gathers what is wrong."""

    def __init__(
        self, where: str, cells: dict[str, str], columns: dict[str, str], calendar: WorkCalendar
    ) -> None:
        self.where, self.cells, self.columns, self.calendar = where, cells, columns, calendar
        self.faults: list[Fault] = []

    def wrong(self, key: str, reason: str) -> None:
        self.faults.append(Fault(self.where, self.columns[key], reason))

    def text(self, key: str, *, needed: bool = False, most: int = LONGEST_TEXT) -> str:
        value = self.cells.get(key, "")
        most = LONGEST.get(key, most)
        if needed and not value:
            self.wrong(key, "để trống")
        if len(value) > most:
            self.wrong(key, f"dài {len(value)} ký tự, tối đa {most}")
        return value

    def phone(self, key: str) -> str:
        """Empty, or a number that can be called: its last four digits open the dossier to whoever tracks it."""
        value = self.text(key)
        if value and not PHONE.fullmatch(re.sub(r"[\s.()\-]", "", value)):
            self.wrong(
                key,
                f"“{value[:20]}” không phải số điện thoại; ghi 10 hoặc 11 chữ số bắt đầu bằng 0, hoặc để trống",
            )
        return value

    def one_of(self, key: str, choices: Choices[V]) -> V | None:
        """What the word stands for; a fault that lists the words where it is none of them."""
        found = choices.get(fold(self.cells.get(key, "")))
        if found is None:
            self.wrong(key, f"“{self.cells.get(key, '')[:40]}” không nhận; ghi một trong: {choices.wording}")
        return found

    def when(self, key: str, *, closes: bool = False) -> datetime | None:
        """The moment, None for an empty cell. A day without an hour begins with the office hours, or `closes` with them."""
        value = self.cells.get(key, "")
        if not value:
            return None
        try:
            at, has_hour = read_when(value)
        except NotADate:
            self.wrong(key, f"“{value[:30]}” không phải ngày; ghi như 08/03/2024 hoặc 08/03/2024 14:30")
            return None
        return at if has_hour else self._edge(at, closes)

    def _edge(self, day: datetime, closes: bool) -> datetime:
        if not self.calendar.is_working_day(day.date()):
            return datetime.combine(day.date(), CLOSES if closes else OPENS, tzinfo=HANOI)
        edge = self.calendar.closing if closes else self.calendar.opening
        return edge(day.date())


def cells_of(where: str, cells: dict[str, str], calendar: WorkCalendar) -> Cells:
    return Cells(where, cells, COLUMNS, calendar)


def read_pause(where: str, cells: dict[str, str], calendar: WorkCalendar) -> tuple[Pause | None, list[Fault]]:
    """A pause of the former system; None where anything is wrong with it."""
    line = Cells(where, cells, PAUSE_COLUMNS, calendar)
    reason, started, ended = line.one_of("reason", REASONS), line.when("started"), line.when("ended")
    line.text("text")
    if started is None and cells.get("started", "") == "":
        line.wrong("started", "để trống")
    if started and ended and ended < started:
        line.wrong("ended", "trước ngày bắt đầu tạm dừng")
    if line.faults or reason is None or started is None:
        return None, line.faults
    return Pause(PauseReason(reason), started, ended), []


def read_former_step(
    where: str, cells: dict[str, str], calendar: WorkCalendar
) -> tuple[FormerStep | None, list[Fault]]:
    """A line of history with who did it in its words; None where anything is wrong with it."""
    line = Cells(where, cells, HISTORY_COLUMNS, calendar)
    at, words = line.when("at"), line.text("text", needed=True)
    shown = line.one_of("shown", YES_NO)
    if at is None and not cells.get("at"):
        line.wrong("at", "để trống")
    if line.faults or at is None:
        return None, line.faults
    who = cells.get("who", "")
    return FormerStep(at, words if shown or not who else f"{who}: {words}", bool(shown)), []
