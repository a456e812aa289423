"""Agreements of the demo in each of their states, by the deeds of those who would make them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from tinhso.demo.exchange.national import OUR_SYSTEM
from tinhso.demo.exchange.people import Office
from tinhso.demo.exchange.registry import Registry
from tinhso.exchange.public import (
    Agreement,
    MemberGroup,
    Quota,
    Terms,
    apply_for_agreement,
    appraise_agreement,
    approve_agreement,
    change_quota,
    decide_dispute,
    dispute_objection,
    end_agreement,
    object_to_agreement,
    open_reviews,
    suspend_agreement,
)
from tinhso.kernel.people.public import SYSTEM, Actor
from tinhso.kernel.people.roles import DataOfficer, Head

LAW = "Luật Giao dịch điện tử 2023; NĐ 47/2020/NĐ-CP; NĐ 107/2021/NĐ-CP (minh họa, chưa kiểm chứng)"
HA_TRUNG, IOC, WATER = "ubnd-huyen-392/mot-cua", "ubnd-tinh/ioc", "cap-nuoc/khach-hang"


@dataclass(frozen=True)
class Application:
    """An application: who asks for which service, `days` before the demo's day; its terms hold so many days."""

    service: str
    consumer: str
    purpose: str
    days: int
    fields: tuple[str, ...] = ()
    kind: str = "specific"
    quota: Quota = Quota(per_second=5, per_day=5000, concurrent=4)
    evidence: bool = False
    lasts: int = 730


PREFILL = Application(
    "khai-sinh",
    HA_TRUNG,
    "Điền sẵn tờ khai, thay bản sao giấy khai sinh khi giải quyết thủ tục hành chính.",
    347,
    ("hoTen", "ngaySinh", "noiSinh", "soDangKy"),
    evidence=True,
)
UNITS = Application(
    "don-vi-hanh-chinh",
    IOC,
    "Vẽ bản đồ điều hành theo đơn vị hành chính đang có hiệu lực.",
    300,
    kind="default",
)
STATUS = Application(
    "trang-thai-ho-so",
    HA_TRUNG,
    "Trả lời người dân trong huyện hỏi hồ sơ nộp ở tỉnh, xã, khi họ đưa mã hồ sơ và số định danh.",
    260,
    ("maHoSo", "trangThai", "tenTrangThai", "ngayTiepNhan", "ngayHenTra"),
    kind="default",
)
CATALOGUE = Application(
    "thu-tuc-hanh-chinh",
    HA_TRUNG,
    "Hiện thủ tục, thời hạn, lệ phí đang áp dụng trên trang của huyện.",
    255,
    kind="default",
)
PLACES = Application(
    "dia-ban-co-quan", "", "Dùng chung mã địa bàn, mã cơ quan của tỉnh.", 250, kind="default"
)
OLD = Application(
    "danh-ba-cu", HA_TRUNG, "Gửi nhận văn bản theo mã định danh cũ.", 340, kind="default", lasts=300
)
STOPPED = Application(
    "hon-nhan", HA_TRUNG, "Xác nhận tình trạng hôn nhân khi đăng ký kết hôn.", 200, ("tinhTrang", "tuNgay")
)
ENDED = Application("giay-phep-xay-dung", IOC, "Thống kê giấy phép trên bản đồ điều hành.", 280)
PERMITS = Application(
    "giay-phep-xay-dung", HA_TRUNG, "Đối chiếu giấy phép khi kiểm tra trật tự xây dựng.", 90
)
WATER_ASKS = Application(
    "khai-sinh",
    WATER,
    "Xác minh khách hàng khi ký hợp đồng cấp nước.",
    16,
    ("hoTen", "ngaySinh", "hoTenCha", "hoTenMe"),
)
WAITS = Application("hon-nhan", IOC, "Thống kê tình trạng hôn nhân theo xã.", 1, ("tinhTrang",))
AT_HEAD = Application(
    "lich-lam-viec",
    HA_TRUNG,
    "Tính ngày hẹn theo lịch chung của tỉnh.",
    3,
    kind="default",
)


SHOP = "Giải quyết thủ tục hành chính: điền sẵn tờ khai, thay giấy tờ bằng dữ liệu của nguồn."
OURS = tuple(
    Application(service, OUR_SYSTEM, SHOP, 150 + place, fields, evidence=service == "ca-nhan")
    for place, (service, fields) in enumerate(
        (
            (
                "ca-nhan",
                ("hoTen", "ngaySinh", "danToc", "quocTich", "noiThuongTru", "soDinhDanhVoChong"),
            ),
            ("khai-sinh", ("hoTen", "ngaySinh", "soDangKy")),
            ("hon-nhan", ("tinhTrang", "tuNgay", "soDangKy", "noiDangKy", "soDinhDanhVoChong")),
            ("bao-hiem", ("soGiayChungSinh", "ngaySinh", "gioiTinh", "noiSinh", "soThangDong")),
            ("doanh-nghiep", ("ten", "diaChi", "ngayCapLanDau", "noiCap", "tinhTrang", "nganhChinh")),
            ("dat-dai", ("soPhatHanh", "toBanDo", "soThua", "diaChi", "dienTich", "mucDich")),
        )
    )
)
"""What the one-stop shop asks of others, so that nobody brings a paper that the state has already."""


class Agreements:
    """Makes them one after the other."""

    def __init__(self, office: Office, registry: Registry, group: MemberGroup) -> None:
        self.office, self.registry, self.group = office, registry, group

    def fill(self) -> None:
        self._approved(PREFILL)
        for one in OURS:
            self._approved(one)
        units = self._approved(UNITS)
        quota = Quota(per_second=20, per_day=50_000, concurrent=10)
        officer = self._appraiser(units)
        text = "Bản đồ điều hành cập nhật mỗi năm phút, hạn mức cũ không đủ."
        change_quota(agreement=units, quota=quota, text=text, by=officer, now=self.office.ago(100))
        for provided in (STATUS, CATALOGUE, PLACES):
            self._approved(provided)
        self._approved(OLD)
        self._suspended(self._approved(STOPPED))
        self._ended(self._approved(ENDED))
        self._won(self._objected(PERMITS))
        self._disputed(self._objected(WATER_ASKS), self.office.ago(8))
        self._applied(WAITS)
        self._appraised(AT_HEAD)
        open_reviews(by=SYSTEM, now=self.office.ago(4))

    def _applicant(self, application: Application) -> Actor:
        """Whoever asks for a system: its agency's officer; for a firm and for a group the operator's director."""
        if application.consumer == HA_TRUNG:
            return self.office.person("ngan")
        if application.consumer == OUR_SYSTEM:
            return self.office.person("dao")
        return self.office.person("tho" if application.consumer == IOC else "hai")

    def _appraiser(self, agreement: Agreement) -> Actor:
        return self.office.officer(agreement.case.agency, DataOfficer, agreement.applied_by_id)

    def _applied(self, application: Application) -> Agreement:
        now = self.office.ago(application.days)
        service = self.registry.services[application.service]
        for role in (Head, DataOfficer):
            self.office.officer(self.registry.provider_of(service), role)
        begins = now.date() + timedelta(days=5)
        terms = Terms(
            kind=application.kind,
            service=service,
            consumer=self.registry.systems[application.consumer] if application.consumer else None,
            group=None if application.consumer else self.group,
            operations=self.registry.operations[application.service],
            legal_basis=LAW,
            purpose=application.purpose,
            fields=application.fields,
            quota=application.quota,
            evidence=application.evidence,
            begins=begins,
            ends=begins + timedelta(days=application.lasts),
        )
        key = uuid5(NAMESPACE_URL, f"demo-exchange-{application.service}-{application.consumer}")
        return apply_for_agreement(terms=terms, client_key=key, by=self._applicant(application), now=now)

    def _appraised(self, application: Application) -> Agreement:
        agreement = self._applied(application)
        now = self.office.ago(max(application.days - 2, 1))
        appraise_agreement(
            agreement=agreement, ver=agreement.case.ver, by=self._appraiser(agreement), now=now
        )
        return agreement

    def _approved(self, application: Application) -> Agreement:
        agreement = self._appraised(application)
        head = self.office.officer(agreement.case.agency, Head, agreement.applied_by_id)
        now = self.office.ago(application.days - 4)
        approve_agreement(agreement=agreement, ver=agreement.case.ver, by=head, now=now)
        return agreement

    def _suspended(self, agreement: Agreement) -> None:
        text = "Phát hiện tài khoản dùng chung ở nơi khai thác, tạm dừng tới khi khắc phục (mô phỏng)."
        ground = Agreement.Suspension.SAFETY
        suspend_agreement(
            agreement=agreement,
            ground=ground,
            text=text,
            by=self._appraiser(agreement),
            now=self.office.ago(20),
        )

    def _ended(self, agreement: Agreement) -> None:
        text = "Không còn dùng: số liệu đã có trong dữ liệu mở của tỉnh (mô phỏng)."
        end_agreement(agreement=agreement, text=text, by=self.office.person("tho"), now=self.office.ago(45))

    def _objected(self, application: Application) -> Agreement:
        agreement = self._applied(application)
        object_to_agreement(
            agreement=agreement,
            ver=agreement.case.ver,
            ground=Agreement.Objection.SCOPE,
            text="Trường đề nghị rộng hơn việc phải làm; đề nghị nêu từng thủ tục cần dùng (mô phỏng).",
            by=self._appraiser(agreement),
            now=self.office.ago(application.days - 3),
        )
        return agreement

    def _disputed(self, agreement: Agreement, now: datetime) -> None:
        who = "ngan" if agreement.consumer and agreement.consumer.member.agency_id else "hai"
        text = "Đề nghị xem lại: các trường nêu trong đề nghị đều có trong biểu mẫu phải điền (mô phỏng)."
        dispute_objection(agreement=agreement, text=text, by=self.office.person(who), now=now)

    def _won(self, agreement: Agreement) -> None:
        """The chairman decides that the data are shared."""
        self._disputed(agreement, self.office.ago(80))
        dispute = agreement.dispute
        text = (
            "Chia sẻ dữ liệu là nghĩa vụ; phạm vi đề nghị đúng với việc kiểm tra trật tự xây dựng (mô phỏng)."
        )
        decide_dispute(
            dispute=dispute,
            ver=dispute.case.ver,
            shared=True,
            text=text,
            by=self.office.person("tho"),
            now=self.office.ago(74),
        )
