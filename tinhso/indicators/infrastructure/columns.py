"""The columns of each register: how a table heads them, which must be there, and what the form says beside them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import ItemKind

Text = str | Promise


@dataclass(frozen=True)
class TableColumn:
    """`headings` are what operators call it, the first is that of our template; `label` is what the screen calls it."""

    key: str
    headings: tuple[str, ...]
    label: Text
    longest: int = 40
    hint: Text = ""


DAY_HINT = _("Ngày/tháng/năm, ví dụ 31/12/2023")
YES_HINT = _("Ghi Có hoặc Không.")
CODE = TableColumn("code", ("Mã", "Mã trạm", "Mã điểm", "Mã tuyến", "Mã số"), _("Mã"))
NAME = TableColumn("name", ("Tên", "Tên trạm", "Tên điểm", "Tên tuyến", "Địa chỉ"), _("Tên, địa chỉ"), 200)
COMMUNE = TableColumn(
    "commune", ("Mã xã", "Mã đơn vị hành chính"), _("Mã xã"), 10, _("Mã đơn vị hành chính cấp xã, 5 chữ số.")
)
COMMUNE_NAME = TableColumn("commune_name", ("Xã", "Tên xã", "Phường, xã"), _("Tên xã"), 120)
VILLAGE = TableColumn("village", ("Thôn", "Thôn, bản", "Tên thôn"), _("Thôn, bản"), 120)
IN_USE = TableColumn(
    "in_use_since", ("Ngày sử dụng", "Ngày đưa vào sử dụng"), _("Đưa vào sử dụng từ ngày"), 20, DAY_HINT
)
UNTIL = TableColumn("until", ("Ngày ngừng", "Ngày ngừng sử dụng"), _("Ngừng từ ngày"), 20, DAY_HINT)
TECHNOLOGY = TableColumn(
    "technologies", ("Công nghệ",), _("Công nghệ"), 20, _("2G, 3G, 4G, 5G; nhiều công nghệ thì ghi 3G/4G.")
)
SHARED = TableColumn("shared", ("Dùng chung",), _("Dùng chung với doanh nghiệp khác"), 10, YES_HINT)
LAT = TableColumn("lat", ("Vĩ độ", "Latitude"), _("Vĩ độ"), 20)
LON = TableColumn(
    "lon",
    ("Kinh độ", "Longitude"),
    _("Kinh độ"),
    20,
    _("Tọa độ chỉ hiện cho người có quyền xem, không bao giờ công khai."),
)
VILLAGES = TableColumn("villages", ("Số thôn", "Số thôn có cáp"), _("Số thôn, bản có cáp tới"), 10)
KILOMETRES = TableColumn("kilometres", ("Chiều dài (km)", "Chiều dài"), _("Chiều dài (km)"), 15)
INTERNET = TableColumn("internet", ("Internet", "Có Internet"), _("Có Internet cho người dân"), 10, YES_HINT)
HOURS = TableColumn("hours", ("Giờ mở cửa", "Giờ phục vụ"), _("Giờ mở cửa"), 120)
AGENCY = TableColumn("user_agency", ("Mã cơ quan",), _("Cơ quan sử dụng"), 80)
BANDWIDTH = TableColumn("bandwidth", ("Băng thông (Mbps)", "Băng thông"), _("Băng thông (Mbps)"), 10)

BEGINNING = (CODE, NAME, COMMUNE, COMMUNE_NAME, VILLAGE)
DAYS = (IN_USE, UNTIL)
COLUMNS: dict[str, tuple[TableColumn, ...]] = {
    ItemKind.STATION: (*BEGINNING, TECHNOLOGY, SHARED, *DAYS, LAT, LON),
    ItemKind.FIBRE: (*BEGINNING, VILLAGES, KILOMETRES, *DAYS),
    ItemKind.POST: (*BEGINNING, INTERNET, HOURS, *DAYS),
    ItemKind.STATE: (*BEGINNING, AGENCY, BANDWIDTH, *DAYS),
    ItemKind.WIFI: (*BEGINNING, HOURS, *DAYS),
}
NEEDED: dict[str, tuple[str, ...]] = {
    ItemKind.STATION: ("code", "name", "technologies"),
    ItemKind.FIBRE: ("code", "name"),
    ItemKind.POST: ("code", "name", "internet"),
    ItemKind.STATE: ("code", "name", "user_agency"),
    ItemKind.WIFI: ("code", "name"),
}
