"""What places publish as open data."""

from tinhso.kernel.places.models import AdminUnit, UnitSuccession
from tinhso.kernel.site.declare import OpenTable

TABLES = [
    OpenTable(
        code="places.units",
        title="Đơn vị hành chính, mã xã, mã huyện theo thời gian",
        description="Mọi đơn vị hành chính cấp tỉnh, huyện, xã với mã của Tổng cục Thống kê và khoảng ngày tồn tại, "
        "trước và sau các lần sắp xếp.",
        columns=(
            ("code", "Mã"),
            ("name", "Tên"),
            ("kind", "Loại"),
            ("level", "Cấp"),
            ("parent__code", "Mã đơn vị cấp trên"),
            ("valid__startswith", "Từ ngày"),
            ("valid__endswith", "Đến trước ngày"),
            ("area_km2", "Diện tích (km²)"),
            ("lat", "Vĩ độ"),
            ("lon", "Kinh độ"),
            ("source", "Nguồn"),
        ),
        rows=lambda: AdminUnit.objects.order_by("valid", "code"),
        keywords=("đơn vị hành chính", "xã", "huyện", "mã xã", "mã huyện", "mã địa bàn"),
    ),
    OpenTable(
        code="places.successions",
        title="Bảng chuyển đổi đơn vị hành chính",
        description="Đơn vị cũ được chuyển thành đơn vị mới nào, từ ngày nào và với tỷ phần nào; tỷ phần trống là chưa "
        "ai công bố.",
        columns=(
            ("old__code", "Mã cũ"),
            ("old__name", "Tên cũ"),
            ("new__code", "Mã mới"),
            ("new__name", "Tên mới"),
            ("on", "Từ ngày"),
            ("share", "Tỷ phần"),
            ("source", "Nguồn"),
        ),
        rows=lambda: UnitSuccession.objects.order_by("on", "old__code", "new__code"),
        keywords=("sáp nhập", "đơn vị hành chính", "chuyển đổi"),
    ),
]
