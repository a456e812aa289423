"""What open data can count."""

from django.db.models import Case, DateTimeField, F, Value, When
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.declare import Measure
from tinhso.opendata.models import Dataset
from tinhso.opendata.models.dataset import DatasetQuerySet


def opened() -> DatasetQuerySet:
    """What was opened and has data to read, until the moment when it was withdrawn again (`ends`)."""
    ever = Dataset.objects.filter(opened_at__isnull=False, current__isnull=False).exclude(state="draft")
    withdrawn = When(state=Dataset.State.WITHDRAWN, then=F("changed_at"))
    return ever.annotate(ends=Case(withdrawn, default=Value(None), output_field=DateTimeField()))


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
    )
]
