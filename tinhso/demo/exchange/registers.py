"""The list of shared data and the dictionary of the demo, with fields of services that are words of it."""

from tinhso.demo.exchange.descriptions import BIRTH, UNIT
from tinhso.demo.exchange.registry import BEGUN, Registry
from tinhso.exchange.public import enter_shared_dataset, enter_term, map_field
from tinhso.kernel.people.public import SYSTEM

SOURCE = "Quyết định ban hành danh mục dữ liệu dùng chung của tỉnh (mô phỏng, số chưa kiểm chứng)"
LINES = (
    ("dvhc", "Danh mục đơn vị hành chính", "so-tttt", "default", "don-vi-hanh-chinh"),
    ("ho-so-tthc", "Trạng thái hồ sơ thủ tục hành chính", "so-tttt", "default", "trang-thai-ho-so"),
    ("khai-sinh", "Dữ liệu đăng ký khai sinh", "so-tp", "specific", "khai-sinh"),
    ("hon-nhan", "Dữ liệu tình trạng hôn nhân", "so-tp", "specific", "hon-nhan"),
    ("gpxd", "Giấy phép xây dựng đã cấp", "so-xd", "specific", "giay-phep-xay-dung"),
    ("thu-bhxh", "Người tham gia bảo hiểm xã hội", "bhxh-tinh", "specific", ""),
)
KINDS = {"string": "text", "number": "number", "integer": "number", "date": "day", "date-time": "moment"}
PERSONAL = frozenset(BIRTH) - {"soDangKy", "ngayDangKy"}
CODES = frozenset({"ma", "maCapTren"})


def fill_registers(registry: Registry) -> None:
    now = registry.office.ago(BEGUN - 30)
    for code, title, holder, sharing, service in LINES:
        enter_shared_dataset(
            code=code,
            title=title,
            holder=registry.agencies[holder],
            sharing=sharing,
            service=registry.services.get(service),
            source=SOURCE,
            valid_from=now.date(),
            by=SYSTEM,
            now=now,
        )
    for service, fields in (("khai-sinh", BIRTH), ("don-vi-hanh-chinh", UNIT)):
        for name, (kind, meaning) in fields.items():
            term = enter_term(
                code=_spelled(name),
                label=meaning,
                meaning=f"{meaning}, theo từ điển dữ liệu dùng chung (minh họa)",
                kind="code" if name in CODES else KINDS[kind],
                personal=name in PERSONAL and service == "khai-sinh",
                source=SOURCE,
                by=SYSTEM,
                now=now,
            )
            map_field(service=registry.services[service], field=name, term=term, by=SYSTEM, now=now)


def _spelled(name: str) -> str:
    """`soDinhDanh` as a code: so-dinh-danh."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)
