"""What official documents can count: numbers of the register by whether the paper is signed digitally, documents issued."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Concat, Lower
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case, only_followed
from tinhso.documents.assignments.way import KIND as ASSIGNMENT
from tinhso.documents.incoming.way import KIND as ARRIVING
from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.drawing import PAPER_KIND
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure

SOURCE = _("Sổ đăng ký văn bản đi trên hệ thống này")
KIND = ("type", "type_code")


def numbered() -> "QuerySet[RegisterNumber]":
    """Numbers that a document bears, and whether that document was issued here with digital signatures: a paper is issued
    here with those alone. The others stand on documents that are on paper or elsewhere. A result of a procedure is counted by
    the paper that bears its number; one that bears the same number in a series of its own is none of the register's."""
    issued = Paper.objects.issued().filter(
        kind=Concat(Value(PAPER_KIND), Lower(OuterRef("type_code"))),
        agency=OuterRef("agency"),
        year=OuterRef("year"),
        number=OuterRef("number"),
        notation=OuterRef("notation"),
    )
    result = Paper.objects.issued().filter(pk=OuterRef("paper"))
    signed = Choice(
        When(Exists(issued) | Exists(result), then=Value("yes")),
        default=Value("no"),
        output_field=CharField(),
    )
    return RegisterNumber.objects.filter(state=RegisterNumber.State.USED).annotate(signed=signed)


def issued_documents() -> "QuerySet[OutgoingDocument]":
    """Issued here; in time is by the clock from the signature to the issue."""
    return OutgoingDocument.objects.filter(issued_at__isnull=False).annotate(timeliness=F("case__timeliness"))


def numbers_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """A line of the register is read by the agency's clerk, heads and auditors."""
    return rows.filter(pk__in=RegisterNumber.objects.visible_to(actor).values("pk"))


def documents_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Auditors follow a figure to every row, leaders to those of their agencies, others to the cases of their own."""
    return only_followed(rows, "case", actor, clock.today())


def settled_arrivals() -> "QuerySet[Case]":
    """Registered and settled since; in time is by the clock from the registration, the leader's day or the paper's where one
    was named. What was turned away was never registered."""
    rows = Case.objects.filter(kind=ARRIVING, accepted_at__isnull=False, settled_at__isnull=False)
    return rows.exclude(timeliness="")


def settled_assignments() -> "QuerySet[Case]":
    """Tasks whose result the giver approved; in time where that was not after the due day, a granted later day counts as it.
    What was stopped is not counted."""
    return Case.objects.filter(kind=ASSIGNMENT, outcome="done", settled_at__isnull=False).exclude(
        timeliness=""
    )


def arrivals_seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    return only_followed(rows, "pk", actor, clock.today())


MEASURES = [
    Measure(
        code="documents.numbered",
        name=_("Văn bản đi đã vào sổ"),
        unit=_("văn bản"),
        rows=numbered,
        counts_on="dated",
        agency="agency",
        dims=(KIND, ("signed", "signed")),
        row_label="pk",
        visible=numbers_seen_by,
        of_people=False,
        source=SOURCE,
    ),
    Measure(
        code="documents.issued",
        name=_("Văn bản đi đã phát hành trên hệ thống"),
        unit=_("văn bản"),
        rows=issued_documents,
        counts_on="issued_at",
        agency="case__agency",
        dims=(KIND, ("timeliness", "timeliness")),
        row_label="case__code",
        row_url=("outgoing_document", "case__code"),
        case="case__code",
        visible=documents_seen_by,
        of_people=False,
        source=SOURCE,
    ),
    Measure(
        code="documents.arriving_settled",
        name=_("Văn bản đến đã giải quyết xong"),
        unit=_("văn bản"),
        rows=settled_arrivals,
        counts_on="settled_at",
        agency="agency",
        dims=(("timeliness", "timeliness"), ("outcome", "outcome")),
        row_label="code",
        row_url=("arriving_document", "code"),
        case="code",
        visible=arrivals_seen_by,
        of_people=False,
        source=_("Sổ đăng ký văn bản đến trên hệ thống này"),
    ),
    Measure(
        code="documents.assignments_settled",
        name=_("Nhiệm vụ giao đã hoàn thành, đúng hạn hay quá hạn"),
        unit=_("nhiệm vụ"),
        rows=settled_assignments,
        counts_on="settled_at",
        agency="agency",
        dims=(("timeliness", "timeliness"),),
        row_label="code",
        row_url=("assignment", "code"),
        case="code",
        visible=arrivals_seen_by,
        of_people=False,
        source=_(
            "Nhiệm vụ Ủy ban nhân dân, Chủ tịch giao trên hệ thống này; đúng hạn khi kết quả được duyệt không sau hạn, "
            "kể cả hạn được gia hạn; không tính nhiệm vụ đã dừng"
        ),
    ),
]
