"""Members of the demo's exchange: agencies of the province and two firms, their systems and services."""

import json
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tinhso.demo.exchange.descriptions import (
    BIRTH,
    MARRIAGE,
    PERMIT,
    SHORTER_PERMIT,
    UNIT,
    description,
)
from tinhso.demo.exchange.national import NATIONAL_AGENCIES, NATIONAL_OFFERS, OUR_SYSTEM, document_of
from tinhso.demo.exchange.offers import Offer
from tinhso.demo.exchange.people import Office
from tinhso.exchange.public import (
    InformationSystem,
    Member,
    MemberGroup,
    Service,
    announce_maintenance,
    enter_group,
    enter_key,
    enter_member,
    enter_service,
    enter_system,
    import_openapi,
    mark_national,
    offer_services,
    place_service,
    seat_systems,
    suspend_member,
    withdraw_service,
)
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.lib.exchange.client import pem_of
from tinhso.lib.exchange.operations import Operation

BEGUN = 420
"""Days before the demo's own day on which the platform began."""


AGENCIES = {
    "so-tttt": (
        "dao",
        "",
        (
            ("mot-cua", "Hệ thống thông tin giải quyết thủ tục hành chính"),
            ("dung-chung", "Kho dữ liệu dùng chung"),
        ),
    ),
    "so-tp": ("tam", "", (("ho-tich", "Cơ sở dữ liệu hộ tịch của tỉnh"),)),
    "ubnd-huyen-392": ("ngan", "", (("mot-cua", "Phần mềm một cửa Hà Trung"),)),
    "ubnd-tinh": ("tho", "", (("ioc", "Trung tâm giám sát, điều hành thông minh"),)),
    "so-xd": ("", "so-xd", (("giay-phep", "Phần mềm quản lý giấy phép xây dựng"),)),
    **NATIONAL_AGENCIES,
}
"""By the code of 2024: of whom the agency is, or its code on either day (that of 2024 first), and its systems."""
FIRMS = (
    (
        "cap-nuoc",
        "Công ty cổ phần Cấp nước Lam Kinh (mô phỏng)",
        "2800999001",
        "khach-hang",
        "Phần mềm khách hàng dùng nước",
    ),
    (
        "buu-chinh",
        "Công ty cổ phần Chuyển phát Xứ Thanh (mô phỏng)",
        "2800999002",
        "chuyen-phat",
        "Phần mềm chuyển phát hồ sơ",
    ),
)
OFFERS = (
    Offer(
        "so-tp/ho-tich",
        "khai-sinh",
        "Tra cứu thông tin khai sinh",
        "Thông tin đăng ký khai sinh theo số định danh, dùng để điền sẵn tờ khai và thay bản sao giấy khai sinh. Dữ liệu minh họa.",
        "soDinhDanh",
        {"/khai-sinh/{soDinhDanh}": ("Thông tin khai sinh của một người", BIRTH)},
        {
            "/khai-sinh/{soDinhDanh}": ("Thông tin khai sinh của một người", BIRTH),
            "/khai-sinh/{soDinhDanh}/ban-sao": ("Bản sao điện tử trích lục khai sinh", BIRTH),
        },
    ),
    Offer(
        "so-tp/ho-tich",
        "hon-nhan",
        "Xác nhận tình trạng hôn nhân",
        "Tình trạng hôn nhân theo số định danh. Dữ liệu minh họa.",
        "soDinhDanh",
        {"/hon-nhan/{soDinhDanh}": ("Tình trạng hôn nhân của một người", MARRIAGE)},
    ),
    Offer(
        "so-tttt/dung-chung",
        "don-vi-hanh-chinh",
        "Danh mục đơn vị hành chính",
        "Mã, tên, cấp của đơn vị hành chính trong tỉnh theo ngày hiệu lực. Dữ liệu minh họa.",
        "",
        {"/don-vi": ("Danh sách đơn vị hành chính", UNIT), "/don-vi/{ma}": ("Một đơn vị hành chính", UNIT)},
        {
            "/don-vi": ("Danh sách đơn vị hành chính", UNIT | {"danSo": ("integer", "Dân số")}),
            "/don-vi/{ma}": ("Một đơn vị hành chính", UNIT),
        },
    ),
    Offer(
        "so-xd/giay-phep",
        "giay-phep-xay-dung",
        "Tra cứu giấy phép xây dựng",
        "Giấy phép xây dựng đã cấp theo số giấy phép. Dữ liệu minh họa.",
        "",
        {"/giay-phep/{soGiayPhep}": ("Một giấy phép xây dựng", PERMIT)},
        {"/giay-phep/{soGiayPhep}": ("Một giấy phép xây dựng", SHORTER_PERMIT)},
    ),
    Offer(
        "so-tttt/dung-chung",
        "danh-ba-cu",
        "Danh bạ cơ quan (bản cũ)",
        "Danh bạ cơ quan theo mã định danh cũ; thay bằng danh mục đơn vị hành chính. Dữ liệu minh họa.",
        "",
        {"/co-quan": ("Danh sách cơ quan", UNIT)},
    ),
    *NATIONAL_OFFERS,
)


class Registry:
    """What was entered, by the codes of the lists above."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.systems: dict[str, InformationSystem] = {}
        self.services: dict[str, Service] = {}
        self.operations: dict[str, tuple[Operation, ...]] = {}
        self.agencies: dict[str, Agency] = {}

    def fill(self) -> MemberGroup:
        """Everything, and the group of one-stop desks."""
        began = self.office.ago(BEGUN)
        for code, (username, plain, systems) in AGENCIES.items():
            self._join(code, username, plain, systems, began)
        for code, name, tax, system, title in FIRMS:
            member = _enter(Member.Class.COM, code, name, None, tax, began)
            self._system(f"{code}/{system}", member, system, title, began)
        for place, offer in enumerate(OFFERS):
            self._offer(offer, self.office.ago(BEGUN - 10 - place))
        self._provided(self.office.ago(BEGUN - 30))
        self._keys()
        self._trouble()
        group = enter_group(code="mot-cua", name="Phần mềm một cửa các cấp", by=SYSTEM, now=began)
        seated = [self.systems["ubnd-huyen-392/mot-cua"], self.systems["ubnd-tinh/ioc"]]
        seat_systems(group=group, systems=seated, by=SYSTEM, now=self.office.ago(BEGUN - 5))
        return group

    def provider_of(self, service: Service) -> Agency:
        """Firms of the demo provide nothing."""
        return self.agencies[next(code for code in AGENCIES if service.system in self._of(code))]

    def _of(self, code: str) -> list[InformationSystem]:
        return [system for key, system in self.systems.items() if key.startswith(f"{code}/")]

    def _join(
        self, code: str, username: str, plain: str, systems: tuple[tuple[str, str], ...], now: datetime
    ) -> None:
        agency = self.office.agency(username) if username else self._agency_of(plain)
        self.agencies[code] = agency
        member = _enter(Member.Class.GOV, agency.code, agency.name, agency, "", now)
        for system, title in systems:
            self._system(f"{code}/{system}", member, system, title, now)

    def _agency_of(self, codes: str) -> Agency:
        """The first of these codes that is an agency on the demo's day."""
        today = {one.code: one for one in Agency.objects.on(self.office.now.date())}
        return next(today[code] for code in codes.split("|") if code in today)

    def _system(self, key: str, member: Member, code: str, title: str, now: datetime) -> None:
        system = enter_system(member=member, code=code, name=title, by=SYSTEM, now=now)
        if code.startswith("csdl-"):
            mark_national(system=system, national=True, by=SYSTEM, now=now)
        self.systems[key] = system

    def _offer(self, offer: Offer, now: datetime) -> None:
        system = self.systems[offer.system]
        service = enter_service(
            system=system,
            code=offer.code,
            title=offer.title,
            description=offer.about,
            personal=bool(offer.subject),
            subject_in=Service.Subject.PATH if offer.subject else Service.Subject.NONE,
            subject_at=offer.subject,
            by=SYSTEM,
            now=now,
        )
        for version, text in enumerate(_texts(offer), start=1):
            import_openapi(
                service=service, text=text, by=SYSTEM, now=now + timedelta(days=150 * (version - 1))
            )
        for environment, host in (("production", "api"), ("test", "api-thu")):
            url = f"https://{host}.{system.member.code}.vi-du.vn/{offer.code}"
            place_service(service=service, environment=environment, url=url, by=SYSTEM, now=now)
        self.services[offer.code] = service
        self.operations[offer.code] = tuple(Operation("GET", path) for path in _paths(offer))

    def _provided(self, now: datetime) -> None:
        """What the province's own program gives."""
        for service in offer_services(by=SYSTEM, now=now):
            self.systems["so-tttt/nen-tang"] = service.system
            self.services[service.code] = service
            version = service.versions.get()
            self.operations[service.code] = tuple(version.calls)

    def _keys(self) -> None:
        """A key each for those that call: ours is the one-stop shop's own, the private half of the others is nowhere.

        One ends within the month.
        """
        last = self.office.now.date() + timedelta(days=365)
        pem = pem_of(settings.EXCHANGE_CLIENT_KEY)
        enter_key(system=self.systems[OUR_SYSTEM], pem=pem, last_day=last, by=SYSTEM, now=self.office.ago(30))
        for days, key in (
            (200, "ubnd-huyen-392/mot-cua"),
            (20, "ubnd-tinh/ioc"),
            (500, "cap-nuoc/khach-hang"),
        ):
            system = self.systems[key]
            pair = Ed25519PrivateKey.from_private_bytes(key.encode().ljust(32, b".")[:32])
            pem = pair.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
            last = self.office.now.date() + timedelta(days=days)
            enter_key(system=system, pem=pem, last_day=last, by=SYSTEM, now=self.office.ago(BEGUN - 300))

    def _trouble(self) -> None:
        """A firm that is stopped, a service under maintenance tonight, one that closes."""
        stopped = self.systems["buu-chinh/chuyen-phat"].member
        words = "Máy chủ của công ty bị xâm nhập, chờ báo cáo khắc phục (mô phỏng)."
        ground = Member.Suspension.SAFETY
        suspend_member(member=stopped, ground=ground, text=words, by=SYSTEM, now=self.office.ago(12))
        tonight = self.office.now.replace(hour=22, minute=0, second=0, microsecond=0)
        announce_maintenance(
            service=self.services["hon-nhan"],
            begins_at=tonight,
            ends_at=tonight + timedelta(hours=3),
            words="Nâng cấp máy chủ, thời gian này không trả lời (mô phỏng).",
            by=SYSTEM,
            now=self.office.ago(3),
        )
        withdraw_service(
            service=self.services["danh-ba-cu"],
            last_day=self.office.now.date() + timedelta(days=60),
            words="Dùng dịch vụ Danh mục đơn vị hành chính thay thế.",
            by=SYSTEM,
            now=self.office.ago(35),
        )


def _paths(offer: Offer) -> list[str]:
    return list(json.loads(document_of(offer.document))["paths"]) if offer.document else list(offer.paths)


def _texts(offer: Offer) -> list[str]:
    """Its description, in each of its versions."""
    if offer.document:
        return [document_of(offer.document)]
    versions = enumerate(filter(None, (offer.paths, offer.later)), start=1)
    return [description(offer.title, f"{n}.0", paths) for n, paths in versions]


def _enter(
    kind: Member.Class, code: str, name: str, agency: Agency | None, tax: str, now: datetime
) -> Member:
    return enter_member(
        member_class=kind,
        code=code,
        name=name,
        agency=agency,
        tax_code=tax,
        contact_email=f"ky-thuat@{code}.vi-du.vn",
        contact_phone="02373000000",
        by=SYSTEM,
        now=now,
    )
