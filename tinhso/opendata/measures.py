"""What open data can count."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.declare import Measure
from tinhso.opendata.models import Dataset

MEASURES = [
    Measure(
        code="opendata.open_datasets",
        name=_("Bộ dữ liệu đang mở"),
        unit=_("bộ dữ liệu"),
        rows=Dataset.objects.public,
        counts_on="opened_at",
        agency="publisher",
        row_label="title",
        row_url=("dataset", "slug"),
        of_people=False,
        source=_("Danh mục dữ liệu mở do Chủ tịch Ủy ban nhân dân tỉnh công bố"),
    )
]
