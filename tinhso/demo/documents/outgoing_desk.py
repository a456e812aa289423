"""What lies on the desks of the opening day, by the deeds themselves: documents at every step, some truly signed and sealed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from tinhso.demo.documents.axis_list import OUTSIDE
from tinhso.demo.documents.offices import Office
from tinhso.demo.documents.outgoing_words import wording
from tinhso.demo.onestop.office_hours import last_days
from tinhso.documents.bulk import CONTENT, DRAFT, FORM, ISSUE, SENT, SIGN
from tinhso.documents.public import (
    Approval,
    Draft,
    OutgoingDocument,
    RelatedDocument,
    SlipWords,
    approve_draft,
    comment_on_draft,
    issue_document,
    relate_document,
    release_number,
    reserve_number,
    return_draft,
    send_draft,
    sign_document,
    start_draft,
    type_of,
    write_slip,
)
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Signer, seal_of
from tinhso.kernel.people.public import User

STOPS = (DRAFT, DRAFT, CONTENT, FORM, SIGN, SIGN, ISSUE, SENT)
SIGNS = {"province": "tho", "department": "chi", "district": "long", "commune": "loc"}
APART = timedelta(minutes=2)
COMMENT = "Nêu rõ thời hạn và đầu mối nhận báo cáo (mô phỏng)."
SLIP = SlipWords(
    matter="Xin ý kiến về nội dung văn bản kèm theo trước khi ban hành (mô phỏng).",
    legal_basis="Chương trình công tác của cơ quan (mô phỏng).",
    opinions="Các phòng liên quan đã góp ý bằng văn bản, không còn ý kiến khác (mô phỏng).",
    proposal="Kính trình lãnh đạo xem xét, ký ban hành (mô phỏng).",
)
REASON = "Bổ sung căn cứ, sửa trích yếu cho gọn (mô phỏng)."
RESERVED = "Giữ số cho quyết định chờ ký trực tiếp (mô phỏng)."
RELEASED = "Không ban hành quyết định này nữa (mô phỏng)."
Token = Callable[[str], Signer]


class Desk:
    """One office's documents, deed by deed, at moments of the last two working days."""

    def __init__(self, office: Office, token: Token | None, rng: Random, now: datetime) -> None:
        self.office, self.token, self.rng = office, token, rng
        calendar = office.calendar
        yesterday, before, *_ = last_days(calendar, now.date(), 2)
        self.first = calendar.add_working_seconds(calendar.opening(before), 3_000)
        self.second = calendar.add_working_seconds(calendar.opening(yesterday), 3_000)
        self.drafter, self.clerk = office.drafters[0], office.clerks[0]
        self.head = User.objects.get(username=SIGNS[office.words])
        self.signer = next(one for one in office.heads if one.user_id == self.head.pk)

    def play(self) -> int:
        """Every stop once or twice; without tokens nothing goes beyond the signer's desk. How many."""
        stops = [one for one in STOPS if self.token or one not in (ISSUE, SENT)]
        for order, stop in enumerate(stops):
            self._one(order, stop)
        self._numbers()
        return len(stops)

    def _one(self, order: int, stop: str) -> None:
        at, day = self.first + APART * order, self.first.date()
        words = wording(self.office.words, self.rng)
        subject, text = words.on(day)
        draft = Draft(
            subject=subject,
            text=text,
            unit=words.unit,
            decider=words.decider,
            urgency="khan" if order == len(STOPS) // 2 else "",
            receivers=tuple(OUTSIDE) if order == 0 else (),
        )
        made = start_draft(
            kind=type_of(words.type_code, day), draft=draft, secrecy="", by=self.drafter, now=at
        )
        document = fresh(made)
        if stop == CONTENT:
            slip = {"leader": self.head, "words": SLIP, "by": self.drafter, "now": at}
            write_slip(document=document, ver=document.case.ver, **slip)  # type: ignore[arg-type]
        if stop == DRAFT:
            self._in_draft(order, document, at)
            return
        document = self._sent(document, at + APART)
        if stop == CONTENT:
            return
        document = self._approved(document, Approval.Part.CONTENT, self.signer, at + 2 * APART)
        if stop == FORM:
            return
        document = self._approved(document, Approval.Part.FORM, self.clerk, at + 3 * APART)
        if stop == SIGN or self.token is None:
            return
        at, token = self.second + APART * order, self.token(self.head.username)
        sign_document(document=document, ver=document.case.ver, signer=token, by=self.signer, now=at)
        if stop == SENT:
            document = fresh(document)
            token = self.token(seal_of(self.office.agency))
            issue_document(
                document=document, ver=document.case.ver, signer=token, by=self.clerk, now=at + APART
            )

    def _in_draft(self, order: int, document: OutgoingDocument, at: datetime) -> None:
        """One was never sent; the other came back with a reason."""
        if order == 0:
            self._relate(document, at)
            words = {"paragraph": 0, "text": COMMENT}
            comment_on_draft(document=document, by=self.drafter, now=at + APART, **words)  # type: ignore[arg-type]
            return
        document = self._sent(document, at + APART)
        return_draft(
            document=document, ver=document.case.ver, reason=REASON, by=self.signer, now=at + 2 * APART
        )

    def _relate(self, document: OutgoingDocument, at: datetime) -> None:
        """To the newest document that the office has issued, where it has."""
        rows = OutgoingDocument.objects.visible_to(self.drafter, on=at.date())
        issued = rows.filter(issued_at__isnull=False).select_related("case").order_by("-issued_at").first()
        if issued is not None:
            kind = RelatedDocument.Kind.ABOUT
            ver, name = document.case.ver, issued.case.code
            relate_document(document=document, ver=ver, name=name, kind=kind, by=self.drafter, now=at)

    def _sent(self, document: OutgoingDocument, at: datetime) -> OutgoingDocument:
        ver, head = document.case.ver, self.head
        send_draft(document=document, ver=ver, reviewer=head, signer=head, by=self.drafter, now=at)
        return fresh(document)

    def _approved(
        self, document: OutgoingDocument, part: Approval.Part, by: Actor, at: datetime
    ) -> OutgoingDocument:
        approve_draft(document=document, ver=document.case.ver, part=part, by=by, now=at)
        return fresh(document)

    def _numbers(self) -> None:
        """One number is set aside, another was and is not used."""
        at, agency = self.second + APART * len(STOPS), self.office.agency
        for n in range(2):
            kind = type_of("QD", at.date())
            when = at + n * APART
            number = reserve_number(
                agency=agency, kind=kind, reason=RESERVED, secrecy="", day=at.date(), by=self.clerk, now=when
            )
            if n:
                release_number(number=number, reason=RELEASED, by=self.clerk, now=when + APART)


def fresh(document: OutgoingDocument) -> OutgoingDocument:
    return OutgoingDocument.objects.whole().get(pk=document.pk)


@transaction.atomic
def fill_desks(offices: list[Office], token: Token | None, rng: Random, *, now: datetime) -> int:
    return sum(Desk(office, token, rng, now).play() for office in offices)
