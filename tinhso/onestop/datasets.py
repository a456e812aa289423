"""What the one-stop shop publishes as open data: the catalogue, and counts in which nobody can be found."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from tinhso.casework.public import Case
from tinhso.kernel.site.declare import OpenTable
from tinhso.onestop.measures import settled
from tinhso.onestop.models import OnlineService, Procedure, ProcedureCompetence

SMALLEST = 5  # a cell with fewer dossiers might point at somebody (k-anonymity)


def months() -> "QuerySet[Any, Any]":
    """Settled dossiers by month, agency and procedure; groups below SMALLEST are left out."""
    dossiers = settled().filter(confidential=False)
    grouped = dossiers.annotate(month=TruncMonth("settled_at__date")).values(
        "month",
        "agency__code",
        "agency__name",
        "dossier__version__procedure__code",
        "dossier__version__procedure__name",
    )
    counts = grouped.annotate(n=Count("pk"), in_time=Count("pk", filter=~Q(timeliness=Case.Timeliness.LATE)))
    return counts.filter(n__gte=SMALLEST).order_by(
        "month", "agency__code", "dossier__version__procedure__code"
    )


def services() -> "QuerySet[Any, Any]":
    """Every online service, with its level in words."""
    levels = [When(level=level.value, then=Value(str(level.label))) for level in ProcedureCompetence.Level]
    worded = OnlineService.objects.annotate(
        level_name=Choice(*levels, default=F("level"), output_field=CharField())
    )
    return worded.order_by("procedure__code", "level", "valid")


TABLES = [
    OpenTable(
        code="onestop.procedures",
        title="Thủ tục hành chính của tỉnh",
        description="Danh mục thủ tục hành chính với mã, lĩnh vực và khoảng ngày có hiệu lực.",
        columns=(
            ("code", "Mã thủ tục"),
            ("name", "Tên thủ tục"),
            ("field__code", "Mã lĩnh vực"),
            ("field__name", "Lĩnh vực"),
            ("valid__startswith", "Từ ngày"),
            ("valid__endswith", "Đến trước ngày"),
            ("source", "Nguồn"),
        ),
        rows=lambda: Procedure.objects.filter(code_known=True).order_by("code"),
        keywords=("thủ tục hành chính", "dịch vụ công"),
    ),
    OpenTable(
        code="onestop.online_services",
        title="Dịch vụ công trực tuyến",
        description="Dịch vụ công trực tuyến theo thủ tục và cấp: toàn trình hoặc một phần, lý do, ngày cung cấp và ngày "
        "tích hợp lên Cổng Dịch vụ công quốc gia.",
        columns=(
            ("procedure__code", "Mã thủ tục"),
            ("procedure__name", "Tên thủ tục"),
            ("level_name", "Cấp"),
            ("kind", "Mức độ"),
            ("reason", "Lý do một phần"),
            ("valid__startswith", "Từ ngày"),
            ("national_since", "Tích hợp từ ngày"),
        ),
        rows=services,
        keywords=("dịch vụ công trực tuyến", "toàn trình"),
    ),
    OpenTable(
        code="onestop.dossiers_by_month",
        title="Hồ sơ thủ tục hành chính đã giải quyết theo tháng",
        description="Số hồ sơ có kết quả theo tháng, cơ quan và thủ tục, và số đúng hoặc trước hạn. Nhóm dưới 5 hồ sơ không "
        "được công bố để không nhận ra được ai.",
        columns=(
            ("month", "Tháng"),
            ("agency__code", "Mã cơ quan"),
            ("agency__name", "Cơ quan"),
            ("dossier__version__procedure__code", "Mã thủ tục"),
            ("dossier__version__procedure__name", "Thủ tục"),
            ("n", "Số hồ sơ"),
            ("in_time", "Trước và đúng hạn"),
        ),
        rows=months,
        keywords=("hồ sơ", "đúng hạn", "một cửa"),
    ),
]
