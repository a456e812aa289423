"""What the data exchange publishes as open data: the list and the dictionary of shared data, the services, and counts of calls in which
nobody can be found."""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from tinhso.exchange.models import Agreement, DictionaryTerm, ExchangeCall, Service, SharedDataset
from tinhso.kernel.site.declare import OpenTable

SMALLEST = 5  # a month with fewer calls might point at somebody's matter (k-anonymity)


def worded(field: str, words: "list[tuple[str, Any]]") -> Choice:
    """A code as its words."""
    whens = [When(**{field: code}, then=Value(str(label))) for code, label in words]
    return Choice(*whens, default=F(field), output_field=CharField())


def yes_no(field: str) -> Choice:
    return Choice(When(**{field: True}, then=Value("có")), default=Value("không"), output_field=CharField())


def shared() -> "QuerySet[Any, Any]":
    found = SharedDataset.objects.annotate(sharing_words=worded("sharing", Agreement.Kind.choices))
    return found.order_by("code", "valid_from")


def terms() -> "QuerySet[Any, Any]":
    found = DictionaryTerm.objects.annotate(
        kind_words=worded("kind", DictionaryTerm.Kind.choices), personal_words=yes_no("personal")
    )
    return found.order_by("code")


def services() -> "QuerySet[Any, Any]":
    """Those that have been described; where they stand and who calls them is nobody's else."""
    described = Service.objects.filter(versions__isnull=False).distinct()
    return described.annotate(personal_words=yes_no("personal")).order_by("system__member__code", "code")


def months() -> "QuerySet[Any, Any]":
    """Calls under an agreement by month, caller and service. Agreements of which the persons concerned are not told are not counted
    here either, nor groups below SMALLEST."""
    hidden = Agreement.objects.exclude(disclosure=Agreement.Disclosure.SHOWN)
    open_calls = (
        ExchangeCall.objects.exclude(agreement="")
        .exclude(service="")
        .exclude(Exists(hidden.filter(case__code=OuterRef("agreement"))))
    )
    grouped = open_calls.annotate(month=TruncMonth("at__date")).values("month", "client", "service")
    counts = grouped.annotate(n=Count("pk"), answered=Count("pk", filter=Q(code="ok", status__lt=500)))
    return counts.filter(n__gte=SMALLEST).order_by("month", "client", "service")


TABLES = [
    OpenTable(
        code="exchange.shared_datasets",
        title="Danh mục dữ liệu dùng chung của tỉnh",
        description="Dữ liệu mà cơ quan của tỉnh chia sẻ cho nhau: cơ quan giữ, hình thức chia sẻ, dịch vụ cung cấp và khoảng ngày có hiệu lực của từng dòng.",
        columns=(
            ("code", "Mã dữ liệu"),
            ("title", "Tên dữ liệu"),
            ("holder__code", "Mã cơ quan giữ"),
            ("holder__name", "Cơ quan giữ"),
            ("sharing_words", "Hình thức chia sẻ"),
            ("service__title", "Dịch vụ chia sẻ"),
            ("valid_from", "Từ ngày"),
            ("valid_to", "Đến trước ngày"),
            ("source", "Nguồn"),
        ),
        rows=shared,
        keywords=("dữ liệu dùng chung", "chia sẻ dữ liệu"),
    ),
    OpenTable(
        code="exchange.dictionary",
        title="Từ điển dữ liệu dùng chung của tỉnh",
        description="Các mục dữ liệu dùng chung với tên, ý nghĩa và kiểu giá trị, để dịch vụ của các cơ quan hiểu giống nhau.",
        columns=(
            ("code", "Mã mục"),
            ("label", "Tên mục"),
            ("meaning", "Ý nghĩa"),
            ("kind_words", "Kiểu giá trị"),
            ("personal_words", "Dữ liệu cá nhân"),
            ("source", "Nguồn"),
        ),
        rows=terms,
        keywords=("từ điển dữ liệu", "dữ liệu dùng chung"),
    ),
    OpenTable(
        code="exchange.services",
        title="Dịch vụ chia sẻ dữ liệu trên nền tảng của tỉnh",
        description="Dịch vụ mà thành viên của nền tảng chia sẻ dữ liệu cung cấp cho cơ quan khác; gọi được khi có thỏa thuận chia sẻ.",
        columns=(
            ("system__member__code", "Mã thành viên"),
            ("system__member__name", "Thành viên cung cấp"),
            ("system__code", "Mã hệ thống"),
            ("system__name", "Hệ thống"),
            ("code", "Mã dịch vụ"),
            ("title", "Tên dịch vụ"),
            ("personal_words", "Dữ liệu cá nhân"),
            ("withdrawn_on", "Ngừng từ ngày"),
        ),
        rows=services,
        keywords=("dịch vụ chia sẻ dữ liệu", "LGSP"),
    ),
    OpenTable(
        code="exchange.calls_by_month",
        title="Giao dịch qua nền tảng chia sẻ dữ liệu theo tháng",
        description="Số lời gọi theo tháng, hệ thống gọi và dịch vụ được gọi, và số được trả lời. Nhóm dưới 5 lời gọi không được công bố để không nhận ra được việc của ai.",
        columns=(
            ("month", "Tháng"),
            ("client", "Hệ thống gọi"),
            ("service", "Dịch vụ được gọi"),
            ("n", "Số lời gọi"),
            ("answered", "Được trả lời"),
        ),
        rows=months,
        keywords=("chia sẻ dữ liệu", "giao dịch", "LGSP"),
    ),
]
