"""Documents that came over the axis from an invented province, by the deeds themselves: one at each step of its way in every
office of the opening day, and messages that nobody could take."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from tinhso.demo.documents.axis_list import OUTSIDE
from tinhso.demo.documents.incoming_words import COMMITTEE, DEPARTMENT, LETTERS, Letter
from tinhso.demo.documents.offices import Office
from tinhso.demo.documents.outgoing_desk import SIGNS
from tinhso.demo.onestop.office_hours import last_days
from tinhso.demo.onestop.scans import sheet
from tinhso.documents.public import (
    ArrivingDocument,
    Assignee,
    AxisArrival,
    Listed,
    approve_result,
    direct_document,
    file_document,
    refuse_document,
    register_document,
    report_result,
    take_message,
)
from tinhso.kernel.people.public import User
from tinhso.lib.edxml.messages import (
    Business,
    Changes,
    DocumentMessage,
    Message,
    Organ,
    Reference,
    Replacement,
    Status,
    StatusMessage,
)
from tinhso.lib.edxml.writer import write_document, write_status

CAME, REGISTERED, LATE, HANDLED, REPORTED, APPROVED, FILED, REFUSED = range(8)
STOPS = (FILED, CAME, REGISTERED, LATE, HANDLED, REPORTED, REFUSED, APPROVED)  # beside LETTERS
APART = timedelta(minutes=4)
DAYS = 7
DIRECTION = "Giao nghiên cứu, tham mưu trả lời đúng hạn (mô phỏng)."
REPORT = "Đã tổng hợp và gửi số liệu theo yêu cầu (mô phỏng)."
PROLONGED = "Kéo dài thời hạn trả lời (mô phỏng)."
MISTAKEN = "Văn bản trước ghi nhầm đầu mối liên hệ (mô phỏng)."
ANOTHER, NEVER = 500, 900  # numbers of papers beside LETTERS
NOTED = "Đã biết, lưu (mô phỏng)."
WRONG = "Văn bản gửi nhầm nơi nhận, đề nghị gửi cơ quan chủ trì (mô phỏng)."


class Desk:
    """One office's arriving documents at moments of the last working days; the day 0 is the oldest."""

    def __init__(self, office: Office, first_number: int, pdf: bytes, now: datetime) -> None:
        self.office, self.first_number, self.pdf = office, first_number, pdf
        self.days = last_days(office.calendar, now.date(), DAYS)[::-1]
        self.organ = Organ(office.agency.ident_code, office.agency.name)
        self.clerk, self.officer = office.clerks[0], office.drafters[0]
        self.head = User.objects.get(username=SIGNS[office.words])
        self.leader = next(one for one in office.heads if one.user_id == self.head.pk)

    def at(self, day: int, order: int) -> datetime:
        calendar = self.office.calendar
        opened = calendar.add_working_seconds(calendar.opening(self.days[day]), 3_000)
        return opened + APART * order

    def play(self) -> int:
        for order, (letter, stop) in enumerate(zip(LETTERS, STOPS, strict=True)):
            self._one(order, letter, stop)
        return len(LETTERS)

    def _one(self, order: int, letter: Letter, stop: int) -> None:
        first = 0 if stop in (LATE, APPROVED) else 3
        message = letter.message(self.first_number + order, self.organ, self.pdf, self.days[first])
        arrival = self._take(message, self.at(first, order))
        document = fresh(arrival)
        if stop == REFUSED:
            refuse_document(
                document=document, ver=document.case.ver, reason=WRONG, by=self.clerk, now=self.at(4, order)
            )
        if stop in (CAME, REFUSED):
            return
        register_document(
            document=document,
            ver=document.case.ver,
            leader=self.head,
            by=self.clerk,
            now=self.at(first, order + 9),
        )
        document = fresh(arrival)
        if stop == FILED:
            file_document(
                document=document, ver=document.case.ver, text=NOTED, by=self.leader, now=self.at(4, order)
            )
        if stop not in (REGISTERED, FILED):
            self._handle(arrival, order, stop, first + 1)

    def _handle(self, arrival: AxisArrival, order: int, stop: int, day: int) -> None:
        document = fresh(arrival)
        main = Assignee(self.office.agency, User.objects.get(pk=self.officer.user_id or 0))
        direct_document(
            document=document, ver=document.case.ver, instruction=DIRECTION, main=main,
            due=self.days[4] if stop == LATE else None, by=self.leader, now=self.at(day, order),
        )  # fmt: skip
        if stop not in (REPORTED, APPROVED):
            return
        document = fresh(arrival)
        report_result(
            document=document,
            ver=document.case.ver,
            text=REPORT,
            by=self.officer,
            now=self.at(day + 1, order),
        )
        if stop == APPROVED:
            document = fresh(arrival)
            approve_result(
                document=document, ver=document.case.ver, by=self.leader, now=self.at(day + 2, order)
            )

    def hold(self) -> int:
        """A message that arrived torn, and what became of a document that this office never sent. How many."""
        letter, order = LETTERS[1], len(LETTERS)
        whole = write_document(letter.message(self.first_number + order, self.organ, self.pdf, self.days[5]))
        self._take_bytes("edoc", whole[: len(whole) // 2], DEPARTMENT, self.at(5, order))
        strange = f"{self.organ.code},{self.days[0]:%Y/%m/%d},9999/CV-MP"
        about = Reference(self.organ.code, "9999/CV-MP", strange, self.days[0])
        at = self.at(5, order + 1)
        status = StatusMessage(Organ(COMMITTEE, OUTSIDE[COMMITTEE]), about, Status.ARRIVED, at)
        self._take_bytes("status", write_status(status), COMMITTEE, at)
        return 2

    def change(self) -> int:
        """The invented province updates one paper, sends another in the place of one, and updates what never came. How many."""
        updated, replaced = self._message_of(STOPS.index(HANDLED)), self._message_of(STOPS.index(CAME))
        due = (updated.due_on or self.days[5]) + timedelta(days=5)
        changed = replace(updated, business=Business.UPDATE, changes=Changes(), reason=PROLONGED, due_on=due)
        self._take(changed, self.at(5, len(LETTERS) + 2))
        better, order = LETTERS[STOPS.index(CAME)], len(LETTERS) + 3
        message = better.message(self.first_number + ANOTHER, self.organ, self.pdf, self.days[5])
        instead = (Replacement(replaced.document_id, (self.organ.code,)),)
        message = replace(message, business=Business.REPLACE, replacements=instead, reason=MISTAKEN)
        self._take(message, self.at(5, order))
        strange = better.message(self.first_number + NEVER, self.organ, self.pdf, self.days[5])
        strange = replace(strange, business=Business.UPDATE, changes=Changes(), reason=PROLONGED)
        self._take(strange, self.at(5, order + 1))
        return 3

    def _message_of(self, order: int) -> DocumentMessage:
        """The message as it came on the desk."""
        first = 0 if STOPS[order] in (LATE, APPROVED) else 3
        return LETTERS[order].message(self.first_number + order, self.organ, self.pdf, self.days[first])

    def _take(self, message: Message, at: datetime) -> AxisArrival:
        return self._take_bytes("edoc", write_document(message), message.sender.code, at)  # type: ignore[arg-type]

    def _take_bytes(self, kind: str, content: bytes, sender: str, at: datetime) -> AxisArrival:
        number = AxisArrival.objects.filter(agency=self.office.agency).count() + 1
        listed = Listed(f"MP-{self.office.words}-{number}", sender)
        return take_message(agency=self.office.agency, kind=kind, content=content, listed=listed, now=at)


def fresh(arrival: AxisArrival) -> ArrivingDocument:
    """As the deeds left it. Raises: ArrivingDocument.DoesNotExist, if the message was held."""
    return ArrivingDocument.objects.whole().get(pk=arrival.document_id)


@transaction.atomic
def fill_incoming(offices: list[Office], *, now: datetime) -> int:
    """How many documents came; the department holds messages beside them, and has one updated and one replaced."""
    pdf, count = sheet(now), 0
    for order, office in enumerate(offices):
        desk = Desk(office, 101 + order * len(LETTERS), pdf, now)
        count += desk.play()
        if office.words == "department":
            desk.hold()
            count += desk.change() - 2  # one more document; of the others one changes what came, one is held
    return count
