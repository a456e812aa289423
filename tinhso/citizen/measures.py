"""What the citizen's app can count: reports by what became of them."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import only_followed, went_past_due
from tinhso.citizen.feedback import measures as feedback_measures
from tinhso.citizen.information_access import measures as information_measures
from tinhso.citizen.models import Report
from tinhso.citizen.public_pages.figures import GOOD, counted_reports
from tinhso.citizen.reception import measures as reception_measures
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import Measure

SOURCE = _("Phản ánh hiện trường trên ứng dụng của tỉnh")
CATEGORY = ("category", "category__code")


def received_reports() -> "QuerySet[Report]":
    """Taken in by the desk; merged ones are counted with the report they went on with."""
    return counted_reports(Report.objects.all())


def answered() -> "QuerySet[Report]":
    """With an answer or a refusal after it was taken in, and whether its sender reopened it."""
    reopened = Exists(Report.objects.filter(reopens=OuterRef("pk")))
    rows = received_reports().filter(case__settled_at__isnull=False).exclude(case__timeliness="")
    return rows.annotate(
        reopened=Choice(When(reopened, then=Value("yes")), default=Value("no"), output_field=CharField())
    )


def late() -> "QuerySet[Report]":
    """Past the promised hour, from then on until the answer, also where that still waits to be published."""
    return went_past_due(received_reports(), case="case__", ready="answered_at")


def rated() -> "QuerySet[Report]":
    """Rated by whoever sent it, and whether well."""
    well = Choice(
        When(case__rating__gte=GOOD, then=Value("yes")), default=Value("no"), output_field=CharField()
    )
    return (
        received_reports()
        .filter(case__rating__isnull=False, case__settled_at__isnull=False)
        .annotate(satisfied=well)
    )


def seen_by(rows: "QuerySet[Any]", actor: Actor) -> "QuerySet[Any]":
    """Auditors follow a figure to every row, leaders to those of their agencies, others to the cases of their own."""
    return only_followed(rows, "case", actor, clock.today())


def of_reports(
    code: str, name: Any, rows: Any, counts_on: str, *dims: tuple[str, str], **more: Any
) -> Measure:
    """A measure over reports, by agency and place, that opens each row."""
    return Measure(
        code=code,
        name=name,
        unit=_("phản ánh"),
        rows=rows,
        counts_on=counts_on,
        agency="case__agency",
        place="commune",
        dims=dims,
        row_label="case__code",
        row_url=("desk_report", "case__code"),
        case="case__code",
        visible=seen_by,
        source=SOURCE,
        **more,
    )


MEASURES = [
    of_reports(
        "citizen.reports",
        _("Phản ánh tiếp nhận"),
        received_reports,
        "case__accepted_at",
        CATEGORY,
        ("channel", "channel"),
    ),
    of_reports(
        "citizen.answered",
        _("Phản ánh đã trả lời"),
        answered,
        "case__settled_at",
        CATEGORY,
        ("timeliness", "case__timeliness"),
        ("reopened", "reopened"),
    ),
    of_reports(
        "citizen.overdue",
        _("Phản ánh đang quá hạn"),
        late,
        "case__due_at",
        CATEGORY,
        ends_on="ended_at",
        standing=Q(case__settled_at__isnull=True, case__finished_at__isnull=True, answered_at__isnull=True),
        version=2,
    ),
    of_reports(
        "citizen.rated",
        _("Phản ánh được đánh giá"),
        rated,
        "case__settled_at",
        CATEGORY,
        ("satisfied", "satisfied"),
    ),
]

FEEDBACK = feedback_measures.MEASURES
INFORMATION = information_measures.MEASURES
RECEPTIONS = reception_measures.MEASURES
