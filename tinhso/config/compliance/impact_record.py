"""The record that weighs how this system touches personal data, from its registers: NĐ 13/2023/NĐ-CP, Điều 24."""

from datetime import datetime

from tinhso.config.compliance import registers
from tinhso.config.compliance.blocks import Block, OwnDocument, Part
from tinhso.config.compliance.level_dossier import about
from tinhso.kernel.site.models import Instance

LAW = (
    "Nghị định 13/2023/NĐ-CP, Điều 24; từ ngày 01/01/2026: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15,"
    " Nghị định 356/2025/NĐ-CP (chưa kiểm chứng điều khoản)"
)
PURPOSE = (
    "Giải quyết thủ tục hành chính, trả lời phản ánh, cấp và xác minh giấy tờ theo quy định của pháp luật."
)
TO_FILL = (
    "Người đứng đầu bộ phận bảo vệ dữ liệu cá nhân: họ tên, điện thoại, thư điện tử.",
    "Mức độ ảnh hưởng và thiệt hại có thể xảy ra theo đánh giá của chủ quản.",
    "Ngày nộp hồ sơ cho cơ quan chuyên trách bảo vệ dữ liệu cá nhân.",
)


def impact_record(instance: Instance, now: datetime) -> OwnDocument:
    return OwnDocument(
        file="danh-gia-tac-dong-du-lieu-ca-nhan",
        title="HỒ SƠ ĐÁNH GIÁ TÁC ĐỘNG XỬ LÝ DỮ LIỆU CÁ NHÂN",
        subject=f"Hệ thống: {instance.name}",
        agency=instance.owner,
        opening=f"Căn cứ {LAW}. Số liệu do hệ thống tự đọc vào {now:%H:%M ngày %d/%m/%Y}.",
        parts=[
            Part(
                "1. Bên kiểm soát dữ liệu",
                [Block(caption="Thông tin chung", head=("Mục", "Nội dung"), rows=about(instance))],
            ),
            stored_data(now),
            who_receives(),
            who_reads(now),
            how_long(now),
            protection(now),
        ],
        to_fill=TO_FILL,
    )


def stored_data(now: datetime) -> Part:
    people = [row for row in registers.people(now) if row[0].startswith(("Người", "Tài khoản"))]
    return Part(
        "2. Mục đích, loại dữ liệu",
        [
            Block(text=PURPOSE),
            Block(
                caption="Dữ liệu theo từng phần của hệ thống",
                head=("Loại", "Nội dung"),
                rows=registers.personal_data(),
            ),
            Block(caption="Số người", head=("Mục", "Số lượng"), rows=people),
        ],
    )


def who_receives() -> Part:
    rows = [row for row in registers.outside() if row[1] == "có"]
    return Part(
        "3. Bên nhận dữ liệu",
        [
            Block(
                caption="Hệ thống khác đang kết nối", head=("Hệ thống", "Ở đây", "Dữ liệu đi qua"), rows=rows
            )
            if rows
            else Block(text="Chưa kết nối hệ thống nào."),
            Block(text="Hệ thống không chuyển dữ liệu cá nhân ra nước ngoài."),
        ],
    )


def who_reads(now: datetime) -> Part:
    rows = registers.readings(now)
    return Part(
        "4. Hoạt động xem dữ liệu cá nhân trong 365 ngày qua",
        [
            Block(
                caption="Theo mục đích, từ nhật ký truy cập",
                head=("Mục đích", "Số lượt trang"),
                rows=rows,
            )
            if rows
            else Block(text="Chưa có lượt xem nào được ghi."),
            Block(text="Mỗi người xem được ai đã xem hồ sơ của mình; nhật ký được niêm phong hằng ngày."),
        ],
    )


def how_long(now: datetime) -> Part:
    rows = registers.rules(now.date(), "retention.")
    return Part(
        "5. Thời hạn lưu giữ, xóa, hủy",
        [
            Block(caption="Thời hạn đang áp dụng", head=("Tham số", "Giá trị", "Nguồn"), rows=rows),
            Block(
                caption="Hệ thống tự xóa",
                head=("Dữ liệu", "Quy tắc"),
                rows=registers.thrown_away(),
            ),
            Block(
                text="Hết hạn thì nội dung riêng bị xóa cùng khóa băm; sự kiện niêm phong chỉ còn mã và thời điểm."
            ),
        ],
    )


def protection(now: datetime) -> Part:
    rows = [row[1:] for row in registers.controls(now.date())]
    return Part(
        "6. Biện pháp bảo vệ",
        [
            Block(
                caption="Biện pháp và bằng chứng",
                head=("Yêu cầu", "Cách đáp ứng", "Bằng chứng trong mã nguồn"),
                rows=rows,
            )
        ],
    )
