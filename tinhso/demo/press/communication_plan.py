"""What is broadcast, planned and set right in the demo, by a plan. All of it is invented."""

from datetime import time

WEEK = (
    (time(5, 0), time(5, 30), "Tin buổi sáng (mô phỏng)"),
    (time(17, 0), time(17, 30), "Tin buổi chiều (mô phỏng)"),
)
REACH = ((5230, 48_100), (5110, 39_400))
"""Followers and views of the last months, the newest first; simulated."""
TOPICS = (
    ("Nộp hồ sơ trực tuyến (mô phỏng)", "Hồ sơ nộp được ở nhà, kết quả nhận qua bưu điện.", "Người dân ở xã"),
    (
        "Không mắc bẫy lừa đảo (mô phỏng)",
        "Cơ quan nhà nước không yêu cầu mã OTP qua điện thoại.",
        "Người cao tuổi",
    ),
)
TASKS = (
    ("long", "Đọc thông điệp tháng trên loa ở mọi xã của huyện (mô phỏng)", 5, "accepted"),
    ("loc", "Đọc thông điệp tháng trên loa ba buổi mỗi tuần (mô phỏng)", 3, "given"),
    ("long", "Đăng hai tin về tổ công nghệ số cộng đồng (mô phỏng)", 9, "reported"),
)
CLARIFICATIONS = (
    (30, "Cầu qua sông sẽ đóng một năm để sửa (mô phỏng).", "Cầu chỉ đóng hai đêm để thay khe co giãn (mô phỏng).", "published"),
    (16, "Chợ trung tâm ngừng họp từ tuần sau (mô phỏng).", "Chợ họp như thường; chỉ dãy hàng khô chuyển chỗ (mô phỏng).", "withdrawn"),
    (5, "Người dân phải trả phí khi nộp hồ sơ trên mạng (mô phỏng).", "Nộp trên mạng không có phí nào khác phí, lệ phí của thủ tục (mô phỏng).", "published"),
    (1, "Sắp cắt mạng di động toàn huyện (mô phỏng).", "Chỉ một trạm phát sóng bảo dưỡng trong một đêm (mô phỏng).", "draft"),
)  # fmt: skip
CONFERENCES = (
    (24, "regular", "Chuyển đổi số của tỉnh, quý trước (mô phỏng)"),
    (-6, "regular", "Dịch vụ công trực tuyến quý này (mô phỏng)"),
    (-95, "regular", "Hạ tầng số ở vùng xa (mô phỏng)"),
)
"""So many days before the demo opens, or after it."""
