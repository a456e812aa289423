"""What agencies publish as open data: addresses of offices, never of people."""

from tinhso.kernel.people.models import Agency
from tinhso.kernel.site.declare import OpenTable

TABLES = [
    OpenTable(
        code="people.agencies",
        title="Cơ quan, đơn vị của tỉnh",
        description="Các cơ quan hành chính nhà nước của tỉnh với mã định danh, cơ quan cấp trên và khoảng ngày tồn tại.",
        columns=(
            ("code", "Mã nội bộ"),
            ("name", "Tên"),
            ("kind", "Loại"),
            ("level", "Cấp"),
            ("parent__code", "Mã cơ quan cấp trên"),
            ("unit__code", "Mã đơn vị hành chính"),
            ("ident_code", "Mã định danh (QĐ 20/2020)"),
            ("old_ident_code", "Mã định danh cũ (QCVN 102:2016)"),
            ("address", "Địa chỉ"),
            ("valid__startswith", "Từ ngày"),
            ("valid__endswith", "Đến trước ngày"),
        ),
        rows=lambda: Agency.objects.order_by("valid", "code"),
        keywords=("cơ quan", "mã định danh", "danh bạ"),
    )
]
