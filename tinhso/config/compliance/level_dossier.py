"""The dossier that proposes this system's own security level, from its registers: NĐ 85/2016/NĐ-CP, Điều 15."""

from datetime import datetime

from tinhso.config.compliance import asvs, data_classes, registers
from tinhso.config.compliance.blocks import Block, OwnDocument, Part, Picture
from tinhso.config.compliance.network import network_svg
from tinhso.kernel.site.models import Instance

LEVEL = 3
LAW = "Nghị định 85/2016/NĐ-CP, Điều 9, Điều 12, Điều 15, Điều 16; Thông tư 12/2022/TT-BTTTT"
MANY_USERS = 10_000  # NĐ 85/2016 Điều 9: personal data of ten thousand users or more
TO_FILL = (
    "Địa điểm đặt máy chủ, tường lửa và thiết bị bảo vệ của nơi vận hành (bổ sung vào sơ đồ mạng).",
    "Đơn vị vận hành, đơn vị chuyên trách về an toàn thông tin, số văn bản giao việc.",
    "Kết quả kiểm tra, đánh giá an toàn thông tin gần nhất do đơn vị độc lập thực hiện.",
    "Quy chế bảo đảm an toàn thông tin của chủ quản: số, ngày ban hành.",
)


def level_dossier(instance: Instance, now: datetime) -> OwnDocument:
    """The four parts that level 3 asks for; opinions of experts (part five) belong to levels 4 and 5."""
    return OwnDocument(
        file="ho-so-de-xuat-cap-do-3",
        title="HỒ SƠ ĐỀ XUẤT CẤP ĐỘ AN TOÀN HỆ THỐNG THÔNG TIN",
        subject=f"Hệ thống: {instance.name}. Cấp độ đề xuất: {LEVEL}",
        agency=instance.owner,
        opening=f"Căn cứ {LAW}. Số liệu do hệ thống tự đọc từ cơ sở dữ liệu và cài đặt của chính mình"
        f" vào {now:%H:%M ngày %d/%m/%Y}; lập lại bằng lệnh tinhso dossier --cap-do {LEVEL}.",
        parts=[overview(instance, now), design(), reasons(now), protection(now)],
        to_fill=TO_FILL,
    )


def overview(instance: Instance, now: datetime) -> Part:
    return Part(
        "1. Mô tả, thuyết minh tổng quan về hệ thống",
        [
            Block(caption="Thông tin chung", head=("Mục", "Nội dung"), rows=about(instance)),
            Block(
                caption="Các phần của hệ thống",
                head=("Phần", "Tên", "Số bảng dữ liệu"),
                rows=registers.systems(),
            ),
            Block(caption="Quy mô", head=("Mục", "Số lượng"), rows=registers.people(now)),
        ],
    )


def about(instance: Instance) -> list[registers.Row]:
    return [
        ("Chủ quản", instance.owner),
        ("Người chịu trách nhiệm", instance.responsible or "chưa ghi"),
        ("Địa chỉ", instance.address or "chưa ghi"),
        ("Điện thoại", instance.phone or "chưa ghi"),
        ("Mã định danh điện tử", instance.ident_code),
    ]


def design() -> Part:
    return Part(
        "2. Tài liệu thiết kế",
        [
            Block(
                text="Một chương trình gồm tiến trình web, hai tiến trình xử lý nền (nhanh, chậm) và cơ sở dữ liệu PostgreSQL."
                " Tệp lưu theo giá trị băm trong thư mục riêng hoặc kho S3, chỉ lấy ra qua bước kiểm tra quyền."
            ),
            Block(caption="Sơ đồ mạng theo cài đặt (không ghi địa chỉ)", picture=Picture(*network_svg())),
            Block(
                caption="Quyền trong cơ sở dữ liệu",
                head=("Vai trò", "Bảng được sửa", "Bảng được đọc"),
                rows=registers.database_rights(),
            ),
            Block(
                caption="Kết nối với hệ thống khác",
                head=("Hệ thống", "Ở đây", "Dữ liệu đi qua"),
                rows=registers.outside(),
            ),
            Block(caption="Số bảng theo lớp dữ liệu", head=("Lớp", "Số bảng"), rows=data_classes.counts()),
            Block(
                caption="Bảng có dữ liệu cá nhân hoặc bí mật",
                head=("Bảng", "Lớp", "Cột", "Thời hạn giữ"),
                rows=data_classes.guarded(),
            ),
            Block(caption="Phần mềm và phiên bản", head=("Phần mềm", "Phiên bản"), rows=registers.software()),
        ],
    )


def reasons(now: datetime) -> Part:
    counts = {row[0]: row[1] for row in registers.people(now)}
    stored, active = counts["Người có dữ liệu trong hệ thống"], counts["Tài khoản đang dùng được"]
    return Part(
        "3. Thuyết minh đề xuất cấp độ",
        [
            Block(
                caption=f"Các căn cứ dẫn đến cấp độ {LEVEL}",
                head=("Căn cứ", "Ở hệ thống này", "Nguồn"),
                rows=[
                    (
                        "Cung cấp dịch vụ công trực tuyến mức toàn trình",
                        "có",
                        "NĐ 85/2016/NĐ-CP Điều 9 (khoản chưa kiểm chứng)",
                    ),
                    (
                        f"Xử lý thông tin riêng của từ {MANY_USERS:,} người sử dụng trở lên".replace(
                            ",", "."
                        ),
                        f"{stored} người có dữ liệu, {active} tài khoản",
                        "NĐ 85/2016/NĐ-CP Điều 9 (khoản chưa kiểm chứng)",
                    ),
                    (
                        "Hạ tầng, phần mềm dùng chung của tỉnh",
                        "có",
                        "NĐ 85/2016/NĐ-CP Điều 9 (khoản chưa kiểm chứng)",
                    ),
                    ("Giải quyết thủ tục hành chính", "có", "NĐ 331/2026/NĐ-CP Điều 13 (chưa kiểm chứng)"),
                ],
            ),
            Block(caption="Việc theo loại", head=("Loại việc", "Số lượng"), rows=registers.cases_by_kind()),
            Block(
                text="Một căn cứ đủ thì cấp độ không thấp hơn; không có căn cứ nào dẫn đến cấp độ 4 trừ khi chủ quản xác định khác."
            ),
        ],
    )


def protection(now: datetime) -> Part:
    found = registers.controls(now.date())
    tables = [
        Block(
            caption=group,
            head=("Yêu cầu", "Cách đáp ứng", "Bằng chứng trong mã nguồn"),
            rows=[row[1:] for row in found if row[0] == group],
        )
        for group in dict.fromkeys(row[0] for row in found)
    ]
    standard_rows = registers.standard(now.date())
    sections = [
        Block(
            caption=f"Đối chiếu TCVN 11930:2017, yêu cầu cấp độ 3 (chưa kiểm chứng số mục): {group}",
            head=("Yêu cầu (tóm lược)", "Ai đáp ứng", "Cách đáp ứng", "Xem ở đâu"),
            rows=[row[1:] for row in standard_rows if row[0] == group],
        )
        for group in dict.fromkeys(row[0] for row in standard_rows)
    ]
    rules = registers.rules(now.date(), "security.", "retention.")
    settings = Block(caption="Tham số đang có hiệu lực", head=("Tham số", "Giá trị", "Nguồn"), rows=rules)
    standard = Block(
        caption="Đối chiếu OWASP ASVS 5.0.0 mức 1 và mức 2 (số yêu cầu theo từng chương)",
        head=("Chương", *asvs.STATES.values()),
        rows=asvs.summary(),
    )
    rest = Block(
        caption="Các yêu cầu ASVS chưa đạt hoặc mới đạt một phần (số hiệu; lý do từng dòng trong tinhso/config/compliance/asvs.csv)",
        head=("Tình trạng", "Mức", "Số hiệu"),
        rows=asvs.open_lines(),
    )
    return Part(
        "4. Thuyết minh phương án bảo đảm an toàn thông tin", [*sections, *tables, settings, standard, rest]
    )
