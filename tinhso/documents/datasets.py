"""What official documents publish as open data: counts by month, and no word of any document.

Subjects are not published: an official types them, they may name somebody, and nobody has confirmed that they are public.
"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tinhso.documents.measures import numbered
from tinhso.kernel.site.declare import OpenTable


def months() -> "QuerySet[Any, Any]":
    """Numbers of the registers by month, agency and type."""
    rows = numbered().annotate(month=TruncMonth("dated"))
    grouped = rows.values("month", "agency__code", "agency__name", "type_code")
    return grouped.annotate(n=Count("pk"), signed_n=Count("pk", filter=Q(signed="yes"))).order_by(
        "month", "agency__code", "type_code"
    )


TABLES = [
    OpenTable(
        code="documents.issued_by_month",
        title="Văn bản đi đã vào sổ theo tháng",
        description="Số văn bản đi đã vào sổ theo tháng, cơ quan và loại văn bản (chữ viết tắt theo NĐ 30/2020/NĐ-CP), trong đó "
        "số phát hành bằng bản điện tử có ký số. Không có nội dung hay trích yếu của văn bản nào.",
        columns=(
            ("month", "Tháng"),
            ("agency__code", "Mã cơ quan"),
            ("agency__name", "Cơ quan"),
            ("type_code", "Loại văn bản"),
            ("n", "Đã vào sổ"),
            ("signed_n", "Ký số"),
        ),
        rows=months,
        keywords=("văn bản đi", "ký số"),
    ),
]
