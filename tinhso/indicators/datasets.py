"""What the registers of this package publish as open data."""

from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from tinhso.indicators.models import Criterion, ExternalRank, IndicatorVersion, Recognition
from tinhso.kernel.site.declare import OpenTable


def definitions() -> "QuerySet[Any, Any]":
    """The definition of each indicator that is in use now, with the parts that tell people what it is."""
    fields = {name: KT(f"content__{name}") for name in ("name", "unit", "group", "numerator_words", "source")}
    return IndicatorVersion.objects.newest().annotate(**fields).order_by("indicator__code")


def criteria() -> "QuerySet[Any, Any]":
    """The lines of every set of criteria, each with the one above it."""
    found = Criterion.objects.annotate(above=F("parent__code"))
    return found.order_by("criteria__code", "order")


TABLES = [
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
