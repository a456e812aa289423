from tinhso.lib.environment import Setting

SETTINGS = [
    Setting("TINHSO_SEAL_KEY", "khóa ký đầu chuỗi sự kiện", secret=True),
    Setting("TINHSO_SEAL_KEYS_BEFORE", "các khóa ký đầu chuỗi trước", secret=True),
    Setting("TINHSO_SEAL_POST_DIR", "thư mục của máy khác nhận đầu chuỗi đã ký"),
    Setting("TINHSO_SEAL_POST_MAIL", "các địa chỉ nhận đầu chuỗi đã ký mỗi sáng"),
    Setting(
        "TINHSO_TIMESTAMP_URL",
        "các dịch vụ cấp dấu thời gian (RFC 3161) theo thứ tự hỏi, cách nhau bằng dấu phẩy",
    ),
    Setting(
        "TINHSO_TIMESTAMP_GRACE_HOURS",
        "số giờ không có dấu thời gian mới thì báo động; hệ thống vẫn chạy",
        default="24",
    ),
    Setting("TINHSO_TIMESTAMP_ROOTS", "tệp PEM các gốc chứng thư của dịch vụ cấp dấu thời gian"),
    Setting("TINHSO_SANDBOX_TIMESTAMP_AUTHORITY", "dịch vụ cấp dấu thời gian giả lập", inner=True),
]
