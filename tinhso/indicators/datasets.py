"""What the registers of this package publish as open data."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.fields.json import KT

from tinhso.indicators.models import (
    Criterion,
    ExternalRank,
    IndicatorVersion,
    InfrastructureItem,
    ItemKind,
    Recognition,
    SignalVillage,
)
from tinhso.kernel.site import clock
from tinhso.kernel.site.declare import OpenTable


def definitions() -> "QuerySet[Any, Any]":
    """The definition of each indicator that is in use now, with the parts that tell people what it is."""
    fields = {name: KT(f"content__{name}") for name in ("name", "unit", "group", "numerator_words", "source")}
    return IndicatorVersion.objects.newest().annotate(**fields).order_by("indicator__code")


def criteria() -> "QuerySet[Any, Any]":
    """The lines of every set of criteria, each with the one above it."""
    found = Criterion.objects.annotate(above=F("parent__code"))
    return found.order_by("criteria__code", "order")


def stations() -> "QuerySet[Any, Any]":
    """How many stations are in use by commune and operator: never where one stands."""
    rows = InfrastructureItem.objects.of(ItemKind.STATION).on(clock.today()).order_by()
    grouped = rows.values("place__code", "place__name", "operator__code", "operator__name")
    fields = {
        "stations": Count("pk"),
        "with_4g": Count("pk", filter=Q(technologies__contains=["4G"])),
        "with_5g": Count("pk", filter=Q(technologies__contains=["5G"])),
        "shared_sites": Count("pk", filter=Q(shared=True)),
    }
    return grouped.annotate(**fields).order_by("place__code", "operator__code")


def points() -> "QuerySet[Any, Any]":
    """Post and Wi-Fi points in use, which are there for everybody."""
    rows = InfrastructureItem.objects.filter(kind__in=[ItemKind.POST, ItemKind.WIFI]).on(clock.today())
    return rows.order_by("kind", "place__code", "operator__code", "code")


def villages() -> "QuerySet[Any, Any]":
    """How many villages of a commune are without signal today, and how many were covered, by the year of their plan."""
    grouped = SignalVillage.objects.order_by().values("place__code", "place__name", "target_year")
    fields = {
        "without": Count("pk", filter=Q(covered_on=None)),
        "covered": Count("pk", filter=Q(covered_on__isnull=False)),
    }
    return grouped.annotate(**fields).order_by("place__code", "target_year")


TABLES = [
    OpenTable(
        code="indicators.stations",
        title="Trạm phát sóng di động (BTS) theo xã và doanh nghiệp",
        description="Số trạm đang dùng, có 4G, 5G, dùng chung, theo xã và doanh nghiệp; không có vị trí của trạm.",
        columns=(
            ("place__code", "Mã xã"),
            ("place__name", "Xã, phường"),
            ("operator__code", "Mã doanh nghiệp"),
            ("operator__name", "Doanh nghiệp"),
            ("stations", "Số trạm"),
            ("with_4g", "Có 4G"),
            ("with_5g", "Có 5G"),
            ("shared_sites", "Dùng chung"),
        ),
        rows=stations,
        keywords=("viễn thông", "trạm BTS", "cột sóng điện thoại", "hạ tầng số"),
        theme="khoa-hoc",
    ),
    OpenTable(
        code="indicators.service_points",
        title="Điểm Bưu điện - Văn hóa xã và điểm Wi-Fi công cộng",
        description="Các điểm đang dùng, giờ mở cửa, điểm bưu điện có Internet hay không; không có tọa độ.",
        columns=(
            ("kind", "Loại điểm"),
            ("code", "Mã điểm"),
            ("name", "Tên"),
            ("place__code", "Mã xã"),
            ("place__name", "Xã, phường"),
            ("village", "Thôn"),
            ("operator__name", "Đơn vị vận hành"),
            ("internet", "Có Internet"),
            ("hours", "Giờ mở cửa"),
        ),
        rows=points,
        keywords=("bưu điện", "Wi-Fi", "hạ tầng số"),
        theme="khoa-hoc",
    ),
    OpenTable(
        code="indicators.villages_without_signal",
        title="Thôn trắng sóng, lõm sóng theo xã và năm kế hoạch",
        description="Số thôn chưa có sóng và đã phủ sóng theo xã và năm phải phủ sóng.",
        columns=(
            ("place__code", "Mã xã"),
            ("place__name", "Xã, phường"),
            ("target_year", "Năm kế hoạch"),
            ("without", "Chưa có sóng"),
            ("covered", "Đã phủ sóng"),
        ),
        rows=villages,
        keywords=("viễn thông", "vùng lõm sóng", "hạ tầng số"),
        theme="khoa-hoc",
    ),
    OpenTable(
        code="indicators.recognised_communes",
        title="Xã, phường được công nhận về chuyển đổi số",
        description="Quyết định công nhận, ngày và bộ tiêu chí.",
        columns=(
            ("agency__code", "Mã cơ quan"),
            ("agency__name", "Cơ quan"),
            ("criteria__code", "Mã bộ tiêu chí"),
            ("criteria__name", "Bộ tiêu chí"),
            ("number", "Số quyết định"),
            ("decided_on", "Ngày công nhận"),
            ("ended_on", "Thôi công nhận từ ngày"),
        ),
        rows=lambda: Recognition.objects.order_by("decided_on", "agency__code"),
        keywords=("chuyển đổi số", "cấp xã", "công nhận"),
        theme="khoa-hoc",
    ),
    OpenTable(
        code="indicators.ranks",
        title="Thứ hạng của tỉnh do bộ, ngành công bố",
        description="Thứ hạng theo năm được đánh giá, trong số bao nhiêu tỉnh, thành phố, và nguồn công bố.",
        columns=(
            ("index", "Chỉ số"),
            ("assessed_year", "Năm đánh giá"),
            ("published_on", "Ngày công bố"),
            ("rank", "Thứ hạng"),
            ("n", "Trong số"),
            ("source", "Nguồn"),
        ),
        rows=lambda: ExternalRank.objects.order_by("index", "assessed_year"),
        keywords=("xếp hạng", "DTI", "ICT Index"),
        theme="khoa-hoc",
    ),
    OpenTable(
        code="indicators.definitions",
        title="Chỉ tiêu thống kê của tỉnh và cách tính",
        description="Mỗi chỉ tiêu với tên, đơn vị, cách tính, nguồn và ngày áp dụng cách tính đang dùng.",
        columns=(
            ("indicator__code", "Mã chỉ tiêu"),
            ("name", "Tên"),
            ("unit", "Đơn vị tính"),
            ("group", "Nhóm"),
            ("numerator_words", "Cách tính"),
            ("source", "Nguồn"),
            ("number", "Lần sửa cách tính"),
        ),
        rows=definitions,
        keywords=("chỉ tiêu", "thống kê", "cách tính"),
    ),
    OpenTable(
        code="indicators.criteria",
        title="Tiêu chí của các bộ chỉ số",
        description="Từng tiêu chí của các bộ chỉ số mà tỉnh áp dụng, trong đó có bộ chỉ số của Quyết định 766/QĐ-TTg, "
        "với điểm tối đa; điểm trống là chưa thấy nguồn.",
        columns=(
            ("criteria__code", "Mã bộ chỉ số"),
            ("criteria__name", "Bộ chỉ số"),
            ("code", "Mã tiêu chí"),
            ("above", "Thuộc tiêu chí"),
            ("name", "Tiêu chí"),
            ("points", "Điểm tối đa"),
        ),
        rows=criteria,
        keywords=("tiêu chí", "chỉ số", "766"),
    ),
]
