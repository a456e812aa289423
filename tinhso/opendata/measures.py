"""What open data can count."""

from django.db.models import Case, DateTimeField, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import OPEN, went_past_due
from tinhso.casework.public import Case as Work
from tinhso.kernel.site.declare import Measure
from tinhso.opendata.models import DataQuestion, Dataset
from tinhso.opendata.models.dataset import DatasetQuerySet
from tinhso.opendata.upkeep.upkeep import KIND as UPKEEP


def opened() -> DatasetQuerySet:
    """What was opened and has data to read, until the moment when it was withdrawn again (`ends`)."""
    ever = Dataset.objects.filter(opened_at__isnull=False, current__isnull=False).exclude(state="draft")
    withdrawn = When(state=Dataset.State.WITHDRAWN, then=F("changed_at"))
    return ever.annotate(ends=Case(withdrawn, default=Value(None), output_field=DateTimeField()))


def answered() -> QuerySet[DataQuestion]:
    """What was asked about open data and has its answer, or its refusal with a reason."""
    return DataQuestion.objects.filter(answered_at__isnull=False, due_at__isnull=False)


def answered_in_time() -> QuerySet[DataQuestion]:
    return answered().filter(answered_at__lte=F("due_at"))


def late_upkeep() -> "QuerySet[Work]":
    """Updates and reviews of open data that went past their day, until they were done."""
    return went_past_due(Work.objects.filter(kind=UPKEEP))


MEASURES = [
    Measure(
        code="opendata.open_datasets",
        name=_("Bộ dữ liệu đang mở"),
        unit=_("bộ dữ liệu"),
        rows=opened,
        counts_on="opened_at",
        ends_on="ends",
        version=2,
        agency="publisher",
        row_label="title",
        row_url=("dataset", "slug"),
        of_people=False,
        source=_("Danh mục dữ liệu mở do Chủ tịch Ủy ban nhân dân tỉnh công bố"),
    ),
    Measure(
        code="opendata.upkeep_overdue",
        name=_("Việc cập nhật, rà soát dữ liệu mở đang quá hạn"),
        unit=_("việc"),
        rows=late_upkeep,
        counts_on="due_at",
        ends_on="ended_at",
        standing=OPEN,
        agency="agency",
        row_label="title",
        case="code",
        of_people=False,
        source=_("Việc cập nhật, rà soát được giao trên cổng dữ liệu mở"),
    ),
    *(
        Measure(
            code=code,
            name=name,
            unit=_("câu hỏi"),
            rows=rows,
            counts_on="answered_at",
            agency="case__agency",
            row_label="case__code",
            of_people=False,
            source=_("Hỏi đáp trên cổng dữ liệu mở; thời hạn theo quy tắc opendata.answer_days"),
        )
        for code, name, rows in (
            ("opendata.questions_answered", _("Câu hỏi về dữ liệu mở đã trả lời"), answered),
            ("opendata.questions_in_time", _("Câu hỏi về dữ liệu mở trả lời đúng hạn"), answered_in_time),
        )
    ),
]
