from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import ADDRESSES, FILES, FOLDER, KEY, MAIL_ADDRESSES, number

SETTINGS = [
    Setting(
        "TINHSO_SEAL_KEY",
        "khóa ký đầu chuỗi sự kiện",
        secret=True,
        form=KEY,
        unset="tạo trong STATE/seal-key, chỉ chủ đọc được",
    ),
    Setting("TINHSO_SEAL_KEYS_BEFORE", "các khóa ký đầu chuỗi trước", secret=True),
    Setting("TINHSO_SEAL_POST_DIR", "thư mục của máy khác nhận đầu chuỗi đã ký", form=FOLDER),
    Setting("TINHSO_SEAL_POST_MAIL", "các địa chỉ nhận đầu chuỗi đã ký mỗi sáng", form=MAIL_ADDRESSES),
    Setting(
        "TINHSO_TIMESTAMP_URL",
        "các dịch vụ cấp dấu thời gian (RFC 3161) theo thứ tự hỏi, cách nhau bằng dấu phẩy",
        form=ADDRESSES,
    ),
    Setting(
        "TINHSO_TIMESTAMP_GRACE_HOURS",
        "số giờ không có dấu thời gian mới thì báo động; hệ thống vẫn chạy",
        default="24",
        form=number(1, 8760),
    ),
    Setting("TINHSO_TIMESTAMP_ROOTS", "tệp PEM các gốc chứng thư của dịch vụ cấp dấu thời gian", form=FILES),
    Setting("TINHSO_SANDBOX_TIMESTAMP_AUTHORITY", "dịch vụ cấp dấu thời gian giả lập", inner=True),
]
