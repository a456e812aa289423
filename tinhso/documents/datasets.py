"""What official documents publish as open data: counts by month, and no word of any document but of those that the law publishes.

Subjects are not published: an official types them, they may name somebody, and nobody has confirmed that they are public.
Normative documents and their drafts under consultation are published with their titles.
"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tinhso.documents.measures import numbered
from tinhso.documents.models import CommentAnswer, Consultation, OutgoingDocument
from tinhso.kernel.site.declare import OpenTable


def months() -> "QuerySet[Any, Any]":
    """Numbers of the registers by month, agency and type."""
    rows = numbered().annotate(month=TruncMonth("dated"))
    grouped = rows.values("month", "agency__code", "agency__name", "type_code")
    return grouped.annotate(n=Count("pk"), signed_n=Count("pk", filter=Q(signed="yes"))).order_by(
        "month", "agency__code", "type_code"
    )


def rules() -> "QuerySet[Any, Any]":
    """Normative documents that were issued here, with the days of their force."""
    rows = OutgoingDocument.objects.filter(rule__isnull=False).order_by("issued_at", "pk")
    return rows.values(*(name for name, _heading in RULES))


def draft_rules() -> "QuerySet[Any, Any]":
    """Drafts that were opened to everybody, with how many comments came and what became of them, once that is published."""
    answered = Q(case__settled_at__isnull=False)
    decided = {
        f"{one.value}_n": Count("comments", filter=answered & Q(comments__answer__decision=one.value))
        for one in CommentAnswer.Decision
    }
    rows = Consultation.objects.published().annotate(comments_n=Count("comments"), **decided)
    return rows.order_by("opened_at", "pk").values(*(name for name, _heading in DRAFTS))


RULES = (
    ("case__code", "Mã"),
    ("number__number", "Số"),
    ("number__notation", "Ký hiệu"),
    ("number__dated", "Ngày ban hành"),
    ("type_code", "Loại văn bản"),
    ("case__agency__code", "Mã cơ quan"),
    ("case__agency__name", "Cơ quan ban hành"),
    ("subject", "Trích yếu"),
    ("rule__effective_on", "Ngày có hiệu lực"),
    ("rule__expires_on", "Ngày hết hiệu lực"),
    ("recalled_at__date", "Ngày thu hồi"),
)
DRAFTS = (
    ("case__code", "Mã"),
    ("title", "Dự thảo"),
    ("case__agency__code", "Mã cơ quan"),
    ("case__agency__name", "Cơ quan soạn thảo"),
    ("opened_at", "Mở lấy ý kiến"),
    ("closes_on", "Nhận góp ý đến hết ngày"),
    ("case__settled_at", "Công bố tiếp thu, giải trình"),
    ("comments_n", "Góp ý"),
    ("adopted_n", "Tiếp thu"),
    ("partly_n", "Tiếp thu một phần"),
    ("rejected_n", "Không tiếp thu"),
)
TABLES = [
    OpenTable(
        code="documents.rules",
        title="Văn bản quy phạm pháp luật đã ban hành",
        description="Văn bản quy phạm pháp luật ban hành qua hệ thống này: số, ký hiệu, ngày, trích yếu, ngày có hiệu lực, hết hiệu lực, thu hồi.",
        columns=RULES,
        rows=rules,
        keywords=("văn bản quy phạm pháp luật",),
    ),
    OpenTable(
        code="documents.draft_rules",
        title="Dự thảo văn bản lấy ý kiến và kết quả góp ý",
        description="Dự thảo văn bản quy phạm pháp luật đã mở lấy ý kiến rộng rãi: thời gian, số góp ý, số được tiếp thu. Không có nội dung "
        "góp ý và người góp ý.",
        columns=DRAFTS,
        rows=draft_rules,
        keywords=("dự thảo", "góp ý"),
    ),
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
