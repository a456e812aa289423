"""What the citizen's app publishes as open data: categories, counts in which nobody can be found, answers about public matters."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from tinhso.casework.public import Case
from tinhso.citizen.models import (
    InformationRequest,
    PublicInformation,
    ReceptionDay,
    Report,
    ReportCategory,
)
from tinhso.citizen.public_pages.figures import SMALLEST, counted_reports
from tinhso.kernel.site.declare import OpenTable


def months() -> "QuerySet[Any, Any]":
    """Reports taken in by month, agency and category; groups below SMALLEST are left out."""
    rows = counted_reports(Report.objects.all()).annotate(month=TruncMonth("sent_at__date"))
    grouped = rows.values(
        "month", "case__agency__code", "case__agency__name", "category__code", "category__name"
    ).annotate(
        n=Count("pk"),
        answered=Count("pk", filter=Q(case__settled_at__isnull=False)),
        in_time=Count(
            "pk",
            filter=Q(case__timeliness__in=[Case.Timeliness.EARLY, Case.Timeliness.ON_TIME]),
        ),
    )
    return grouped.filter(n__gte=SMALLEST).order_by("month", "case__agency__code", "category__code")


TABLES = [
    OpenTable(
        code="citizen.categories",
        title="Danh mục loại phản ánh hiện trường",
        description="Mã, tên, nhóm của các loại phản ánh hiện trường, cũng là service_code của Open311.",
        columns=(
            ("code", "Mã loại"),
            ("name", "Tên loại"),
            ("group", "Nhóm"),
            ("valid__startswith", "Từ ngày"),
            ("valid__endswith", "Đến trước ngày"),
            ("source", "Nguồn"),
        ),
        rows=lambda: ReportCategory.objects.order_by("order", "code"),
        keywords=("phản ánh hiện trường", "Open311"),
    ),
    OpenTable(
        code="citizen.receptions",
        title="Lịch tiếp công dân",
        description="Ngày, giờ, nơi tiếp công dân của từng chức vụ và thay đổi đã đăng; không có ai trong bảng này. Lịch nào là "
        "minh họa thì cột nguồn nói rõ.",
        columns=(
            ("schedule__agency__code", "Mã đơn vị"),
            ("schedule__agency__name", "Đơn vị"),
            ("schedule__post", "Chức vụ"),
            ("day", "Ngày"),
            ("regular_on", "Ngày theo lịch"),
            ("schedule__hours", "Giờ"),
            ("schedule__place", "Nơi tiếp"),
            ("state", "Tình trạng"),
            ("reason", "Lý do thay đổi"),
            ("schedule__source", "Nguồn"),
        ),
        rows=lambda: ReceptionDay.objects.order_by("day", "schedule__agency__code", "pk"),
        keywords=("tiếp công dân", "lịch"),
    ),
    OpenTable(
        code="citizen.reports_by_month",
        title="Phản ánh hiện trường theo tháng",
        description="Số phản ánh tiếp nhận theo tháng, đơn vị và loại, số đã trả lời và đúng hạn. Nhóm dưới 5 phản ánh "
        "không được công bố để không nhận ra được ai.",
        columns=(
            ("month", "Tháng"),
            ("case__agency__code", "Mã đơn vị"),
            ("case__agency__name", "Đơn vị"),
            ("category__code", "Mã loại"),
            ("category__name", "Loại"),
            ("n", "Tiếp nhận"),
            ("answered", "Đã trả lời"),
            ("in_time", "Đúng hạn"),
        ),
        rows=months,
        keywords=("phản ánh", "đúng hạn"),
    ),
    OpenTable(
        code="citizen.information_answers",
        title="Thông tin đã cung cấp theo yêu cầu",
        description="Câu hỏi viết lại bằng lời trung tính và câu trả lời mà cơ quan chọn công khai theo Luật Tiếp cận thông tin; "
        "không có người yêu cầu.",
        columns=(
            ("case__code", "Mã"),
            ("case__agency__code", "Mã đơn vị"),
            ("case__agency__name", "Đơn vị"),
            ("published_question", "Thông tin yêu cầu"),
            ("published_answer", "Trả lời"),
            ("published_at", "Công khai lúc"),
        ),
        rows=lambda: InformationRequest.objects.published().order_by("published_at", "pk"),
        keywords=("tiếp cận thông tin", "cung cấp thông tin"),
    ),
    OpenTable(
        code="citizen.public_information",
        title="Thông tin phải công khai và nơi đã công khai",
        description="Mục của danh mục thông tin phải công khai mà từng cơ quan đã ghi nơi công khai, theo năm.",
        columns=(
            ("agency__code", "Mã đơn vị"),
            ("agency__name", "Đơn vị"),
            ("year", "Năm"),
            ("item", "Mã mục"),
            ("title", "Nơi công khai"),
            ("link", "Đường dẫn"),
            ("published_on", "Ngày công khai"),
        ),
        rows=lambda: PublicInformation.objects.in_force().order_by("agency__code", "year", "item", "pk"),
        keywords=("tiếp cận thông tin", "công khai"),
    ),
]
