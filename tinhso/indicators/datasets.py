"""What the registers of this package publish as open data."""

from tinhso.indicators.models import ExternalRank, Recognition
from tinhso.kernel.site.declare import OpenTable

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
]
