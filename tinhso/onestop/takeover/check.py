"""Looks at one dossier of a former system after the other: can it be taken over, and if not, which cell is wrong and why."""

import re
from datetime import datetime

from tinhso.kernel.people.public import Agency
from tinhso.lib.language.vietnamese import fold
from tinhso.lib.legal_time.clock import Clock, InvalidClock, Pause, PauseReason
from tinhso.lib.legal_time.working_time import WorkCalendar
from tinhso.lib.messages.portal_wire import STATES
from tinhso.onestop.bulk import Offer
from tinhso.onestop.takeover.cells import (
    KINDS,
    RESULTS,
    SOURCES,
    STATE_WORDS,
    Cells,
    Choices,
    Fault,
    FormerStep,
    cells_of,
    read_former_step,
    read_pause,
)
from tinhso.onestop.takeover.columns import COLUMNS
from tinhso.onestop.takeover.existing_records import FORMER_LIMIT, ExistingRecords
from tinhso.onestop.takeover.files import OldDossier
from tinhso.onestop.takeover.importable_dossier import NEVER_ACCEPTED, Dates, ImportableDossier, own_codes

MOST_CODE = 60
IN_A_STEP = {2, 4, 5, 6, 9}
DUE_NEEDED = {2, 4, 5, 6, 9, 10}
ENDED = {3, 7, 8, 10}
NUMBER = re.compile(r"\d{9,10}|\d{12,13}|\d{10}-\d{3}")  # 9: chứng minh nhân dân, which old files still hold
NEVER_LANDED = {"sign", "issue"}  # what was drafted there does not come over


class Check:
    """Looks at line after line; remembers the codes and persons of the lines before."""

    def __init__(self, known: ExistingRecords, calendar: WorkCalendar, now: datetime) -> None:
        self.known, self.calendar, self.now = known, calendar, now
        self.seen: dict[str, str] = {}
        self.names: dict[tuple[str, str], str] = {}

    def line(self, old: OldDossier) -> tuple[ImportableDossier | None, list[Fault], list[Fault]]:
        """The dossier, or what is wrong with it; and what is to be known though it is taken."""
        cells, notes = cells_of(old.where, old.cells, self.calendar), list[Fault]()
        codes = self.codes(old, cells)
        number = cells.one_of("state", self.states(old))
        dates = self.dates(cells, number)
        kind, source = cells.one_of("kind", KINDS), cells.one_of("source", SOURCES)
        result_by = cells.one_of("result_by", RESULTS)
        for key in ("applicant", "id_number", "email", "address", "subject", "note"):
            cells.text(key, needed=key == "applicant")
        cells.phone("phone")
        if kind:
            self.person(cells, kind)
        offer = self.offer(cells, dates)
        pauses, history = self.pauses(old, cells, number, dates), self.history(old, cells)
        if cells.faults or number is None or dates is None or offer is None:
            return None, cells.faults, []
        step, officer_id = self.place(cells, number, offer, notes)
        if cells.faults or source is None or kind is None or result_by is None:
            return None, cells.faults, []
        dossier = ImportableDossier(
            old=old,
            code=codes[0],
            others=tuple(codes[1:]),
            offer=offer,
            effect=self.known.effect(dates.received.date()),
            source=source,
            result_by=result_by,
            person_kind=kind,
            number=number,
            step=step,
            officer_id=officer_id,
            dates=dates,
            pauses=tuple(pause for pause, _ in pauses),
            asked=tuple(text for _, text in pauses),
            history=history,
        )
        return dossier, [], notes

    def codes(self, old: OldDossier, cells: Cells) -> list[str]:
        found = own_codes(old)
        if not cells.text("code", needed=True):
            return [""]
        if not found[0]:
            cells.wrong("code", "không có chữ hay số nào")
        for key, code in zip(["code", *["other"] * len(found)], found, strict=False):
            if len(code) > MOST_CODE:
                cells.wrong(key, f"dài quá {MOST_CODE} ký tự")
            elif code in self.seen:
                cells.wrong(key, f"mã này đã có ở {self.seen[code]}")
            elif code in self.known.cases:
                cells.wrong(key, "mã này đã là mã của một hồ sơ khác trong hệ thống")
            if cells.faults:
                break
        self.seen |= dict.fromkeys(found, old.where)
        return found

    def states(self, old: OldDossier) -> Choices[int]:
        """The words of the standard, and theirs where the mapping names it."""
        word = old.cells.get("state", "")
        mapped = STATE_WORDS.get(fold(self.known.mapped("state", word)))
        if mapped is None and word:
            self.known.unknown["state", word] += 1
        return Choices(STATE_WORDS | {word: mapped}, STATE_WORDS.wording) if mapped else STATE_WORDS

    def dates(self, cells: Cells, number: int | None) -> Dates | None:
        """The moments in their order; a day without an hour means the end of the office hours, but for the receipt."""
        received, due = cells.when("received"), cells.when("due", closes=True)
        first = cells.when("first_due", closes=True)
        settled, finished = cells.when("settled", closes=True), cells.when("finished", closes=True)
        if not cells.cells.get("received"):
            cells.wrong("received", "để trống")
        if received is None or number is None:
            return None
        if number in ENDED - {10}:
            finished = finished or settled
        if number in ENDED and finished is None:
            cells.wrong("finished", f"phải có với trạng thái {number} ({STATES[number]})")
        settled = (settled or finished) if number == 10 else settled if number == 9 else None
        if number == 9 and settled is None:
            cells.wrong("settled", "phải có với trạng thái 9 (Đã xử lý xong)")
        if number in DUE_NEEDED and due is None and not cells.cells.get("due"):
            cells.wrong("due", f"phải có với trạng thái {number} ({STATES[number]})")
        self.order(cells, received, due, settled, finished)
        today = [at and min(at, max(self.now, received)) for at in (settled, finished)]
        return Dates(received, due, first or due, *today)

    def order(
        self,
        cells: Cells,
        received: datetime,
        due: datetime | None,
        settled: datetime | None,
        finished: datetime | None,
    ) -> None:
        if due and due < received:
            cells.wrong("due", "trước ngày tiếp nhận")
        if settled and settled < received:
            cells.wrong("settled", "trước ngày tiếp nhận")
        if finished and finished < (settled or received):
            cells.wrong("finished", "trước ngày tiếp nhận hoặc ngày có kết quả")
        for key, at in (("received", received), ("settled", settled), ("finished", finished)):
            if at and at.date() > self.now.date():
                cells.wrong(key, "sau ngày hôm nay")

    def person(self, cells: Cells, kind: str) -> None:
        """One number, one person: who has it by another name is somebody else, and must not see this dossier."""
        number, name = cells.cells.get("id_number", ""), cells.cells.get("applicant", "")
        if not number:
            return
        if not NUMBER.fullmatch(number):
            cells.wrong(
                "id_number", "không phải số định danh (12 chữ số, cũ 9) hay mã số thuế (10, 13 chữ số)"
            )
            return
        there = self.known.persons.get((kind, number))
        before = there.full_name if there else self.names.setdefault((kind, number), name)
        if fold(before) != fold(name):
            cells.wrong("id_number", "số này thuộc người có tên khác; sửa số hoặc tên, hoặc để trống số")

    def offer(self, cells: Cells, dates: Dates | None) -> Offer | None:
        agency = self.agency(cells, "agency")
        desk = self.agency(cells, "desk") if cells.cells.get("desk") else agency and self.known.desk(agency)
        if agency and desk is None and not cells.cells.get("desk"):
            cells.wrong("desk", "cơ quan này không có nơi tiếp nhận, trả kết quả; ghi nơi tiếp nhận")
        code = cells.text("procedure", needed=True)
        day = dates.received.date() if dates else self.now.date()
        version = self.known.version(code, day) if code else None
        if code and version is None:
            cells.wrong("procedure", f"không có thủ tục “{code[:40]}”; ghi mã mới vào tệp ánh xạ")
        if agency is None or desk is None or version is None:
            return None
        place = agency.unit if agency.level == Agency.Level.COMMUNE else None
        limit = version.limit_at(agency.level) or FORMER_LIMIT
        return Offer(version, agency.level, agency, desk, place, limit)

    def agency(self, cells: Cells, key: str) -> Agency | None:
        code = cells.text(key, needed=True)
        found = self.known.agency(code) if code else None
        if code and found is None:
            cells.wrong(key, f"không có cơ quan “{code[:60]}”, hoặc có nhiều; ghi mã mới vào tệp ánh xạ")
        return found

    def pauses(
        self, old: OldDossier, cells: Cells, number: int | None, dates: Dates | None
    ) -> list[tuple[Pause, str]]:
        """The waits in order, each with what was asked; those that began before the receipt of that day begin with it."""
        found = []
        for where, one in old.pauses:
            pause, faults = read_pause(where, one, self.calendar)
            cells.faults += faults
            if pause and dates and pause.started_at.date() >= dates.received.date():
                begun = Pause(pause.reason, max(pause.started_at, dates.received), pause.ended_at)
                found.append((begun, one.get("text", "")))
            elif pause:
                cells.faults.append(Fault(where, "Từ", "trước ngày tiếp nhận"))
        found.sort(key=lambda both: both[0].started_at)
        if number is not None and dates and not cells.faults:
            self.waits(cells, number, dates, [pause for pause, _ in found])
        return found

    def waits(self, cells: Cells, number: int, dates: Dates, found: list[Pause]) -> None:
        """Whether the waits can belong to this state and to one clock."""
        waiting = [pause.reason for pause in found if pause.ended_at is None]
        asked = PauseReason.SUPPLEMENT
        if found and number in NEVER_ACCEPTED:
            cells.wrong("state", "hồ sơ chưa tiếp nhận thì không có tạm dừng")
        elif number == 5 and waiting != [asked]:
            cells.wrong("state", "trạng thái 5 cần đúng một dòng BO_SUNG chưa có ngày đến ở trang Tạm dừng")
        elif number == 6 and (len(waiting) != 1 or waiting == [asked]):
            cells.wrong("state", "trạng thái 6 cần đúng một dòng chưa có ngày đến ở trang Tạm dừng")
        elif number not in {5, 6} and waiting:
            cells.wrong("state", "còn dòng tạm dừng chưa có ngày đến")
        last = dates.settled or dates.finished or self.now
        if any((pause.ended_at or pause.started_at) > last for pause in found):
            cells.wrong("state", "có tạm dừng sau ngày kết thúc hoặc sau ngày hôm nay")
        try:
            Clock(FORMER_LIMIT, dates.received, self.calendar, pauses=tuple(found))
        except InvalidClock:
            cells.wrong("state", "các lần tạm dừng chồng lên nhau")

    def history(self, old: OldDossier, cells: Cells) -> tuple[FormerStep, ...]:
        found = []
        for where, one in old.history:
            step, faults = read_former_step(where, one, self.calendar)
            cells.faults += faults
            if step and step.at.date() > self.now.date():
                cells.faults.append(Fault(where, "Thời điểm", "sau ngày hôm nay"))
            elif step:
                found.append(step)
        return tuple(sorted(found, key=lambda step: step.at))

    def place(self, cells: Cells, number: int, offer: Offer, notes: list[Fault]) -> tuple[str, int | None]:
        """The step it stands at here and who has it there; "" where it is in no step."""
        if number not in IN_A_STEP:
            return ("hand_over" if number == 10 else ""), None
        route = offer.version.process
        acts = {step["act"]: step["key"] for step in reversed(route)}
        key = self.step(cells, route) if cells.cells.get("step") else self.default_step(number, acts)
        if key is None:
            return "", None
        act = next(step["act"] for step in route if step["key"] == key)
        if number == 9 and act != "hand_over":
            key, act = acts.get("hand_over", key), "hand_over"
        elif number != 9 and act in {"hand_over", *NEVER_LANDED}:
            reason = f"bước này không nhận hồ sơ dở dang; đặt lại ở bước “{label(route, acts['examine'])}”, dự thảo soạn lại"
            notes.append(Fault(cells.where, COLUMNS["step"], reason))
            key, act = acts["examine"], "examine"
        return key, self.officer(cells, act, offer)

    def step(self, cells: Cells, route: list[dict[str, str]]) -> str | None:
        word = self.known.mapped("step", cells.cells["step"])
        named = {fold(step["label"]): step["key"] for step in route} | {
            fold(step["key"]): step["key"] for step in route
        }
        found = named.get(fold(word))
        if found is None:
            self.known.unknown["step", cells.cells["step"]] += 1
            known = ", ".join(step["label"] for step in route)
            cells.wrong(
                "step", f"quy trình không có bước “{word[:40]}”; có: {known}. Ghi tên mới vào tệp ánh xạ"
            )
        return found

    def default_step(self, number: int, acts: dict[str, str]) -> str:
        """Where a dossier of that state stands when the former system names no step."""
        wanted = {2: ("forward", "assign", "examine"), 9: ("hand_over",)}.get(number, ("examine",))
        return next((acts[act] for act in wanted if act in acts), next(iter(acts.values())))

    def officer(self, cells: Cells, act: str, offer: Offer) -> int | None:
        """Who has it to examine; nobody at other steps, which wait for a role."""
        name = cells.text("officer")
        if not name or act != "examine":
            return None
        found = self.known.officer(name)
        if found is None:
            cells.wrong("officer", f"không có cán bộ “{name[:60]}”; ghi tên đăng nhập vào tệp ánh xạ")
        elif (found, offer.agency.pk) not in self.known.examiners:
            cells.wrong("officer", f"“{name[:60]}” không giữ vị trí thụ lý tại {offer.agency.name}")
        return found


def label(route: list[dict[str, str]], key: str) -> str:
    return next((step["label"] for step in route if step["key"] == key), key)
