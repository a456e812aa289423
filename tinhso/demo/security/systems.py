"""Which information systems the demo's agencies have, and how far the level dossier of each has come. All of it is invented."""

from dataclasses import dataclass

NOTHING, SENT, APPRAISED, APPROVED, PROTECTED = range(5)


@dataclass(frozen=True)
class PlannedSystem:
    """`owner` and `operator` name the person of the cast at whose agency it is; `stop` is how far it has come."""

    name: str
    purpose: str
    owner: str
    operator: str
    data: str
    users: str
    people: int
    criteria: tuple[str, ...]
    stop: int


SYSTEMS = (
    PlannedSystem(
        "Giải quyết thủ tục hành chính của tỉnh (mô phỏng)",
        "Nhận, giải quyết và trả kết quả hồ sơ của người dân, doanh nghiệp",
        "tho",
        "emi",
        "Hồ sơ, giấy tờ, kết quả",
        "Người dân, doanh nghiệp, cán bộ toàn tỉnh",
        500_000,
        ("service-three", "many-users"),
        PROTECTED,
    ),
    PlannedSystem(
        "Nền tảng chia sẻ dữ liệu của tỉnh (mô phỏng)",
        "Chuyển dữ liệu giữa phần mềm của các cơ quan",
        "tho",
        "emi",
        "Nhật ký lời gọi, không lưu nội dung",
        "Phần mềm của các cơ quan",
        0,
        ("shared-base",),
        APPROVED,
    ),
    PlannedSystem(
        "Quản lý văn bản và hồ sơ công việc (mô phỏng)",
        "Soạn, ký, gửi, nhận và lưu văn bản hành chính",
        "tho",
        "emi",
        "Văn bản không mang bí mật nhà nước",
        "Cán bộ toàn tỉnh",
        9_000,
        ("fewer-users", "shared-base"),
        APPRAISED,
    ),
    PlannedSystem(
        "Trang thông tin điện tử của ủy ban (mô phỏng)",
        "Đăng tin và tài liệu cho người dân",
        "long",
        "long",
        "Tin, bài, tài liệu công khai",
        "Người dân",
        0,
        ("service-three",),
        SENT,
    ),
    PlannedSystem(
        "Mạng và máy trạm của ủy ban (mô phỏng)",
        "Việc văn phòng hằng ngày",
        "long",
        "long",
        "Tệp làm việc",
        "Cán bộ của ủy ban",
        60,
        ("one-agency", "private-inside"),
        NOTHING,
    ),
)
DESIGN = "Máy chủ đặt sau tường lửa, tách vùng công khai và vùng dữ liệu; đường truyền TSLCD (mô phỏng)."
PLAN = "Sao lưu hằng đêm, cập nhật bản vá trong 7 ngày, giám sát 24/7, diễn tập mỗi năm (mô phỏng)."
FINDING = "Cấp độ và phương án phù hợp (mô phỏng)."
LACKING = "Chưa kết nối hệ thống giám sát quốc gia (mô phỏng)."
LAYERS = {
    1: ("Tổ công nghệ thông tin của cơ quan (mô phỏng)", "Quyết định thành lập tổ (mô phỏng)"),
    2: ("Doanh nghiệp giám sát (mô phỏng)", "Hợp đồng giám sát (mô phỏng)"),
    3: ("Đơn vị đánh giá độc lập (mô phỏng)", "Biên bản đánh giá (mô phỏng)"),
    4: ("Trung tâm giám sát quốc gia (mô phỏng)", "Biên bản kết nối (mô phỏng)"),
}


def machine_list(place: str, network: int, many: int) -> bytes:
    """An inventory as an agency's technician keeps it: addresses of a private network, names that name nobody."""
    rows = ["Tên máy,Địa chỉ IP,Địa chỉ MAC,Số seri"]
    for number in range(1, many + 1):
        mac = f"02:4D:50:{network:02X}:00:{number:02X}"  # 02: given by hand, no maker's
        rows.append(f"{place}-PC{number:02},10.38.{network}.{10 + number},{mac},MP{network:02}{number:04}")
    return "\n".join(rows).encode()
