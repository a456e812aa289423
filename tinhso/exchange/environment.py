from tinhso.lib.environment import Setting

SETTINGS = [
    Setting("TINHSO_EXCHANGE_KEY", "khóa ký chính sách chia sẻ dữ liệu", secret=True),
    Setting("TINHSO_EXCHANGE_KEYS_BEFORE", "các khóa ký chính sách trước", secret=True),
    Setting(
        "TINHSO_EXCHANGE_SUBJECT_KEY",
        "khóa làm bí danh của người trong nhật ký lời gọi; nơi chuyển tiếp cũng cần; không bao giờ đổi",
        secret=True,
    ),
    Setting("TINHSO_EXCHANGE_ADDRESS", "địa chỉ của nơi chuyển tiếp lời gọi như bên gọi biết"),
    Setting("TINHSO_EXCHANGE_FOLDER", "thư mục của nơi chuyển tiếp: chính sách, nhật ký chờ nhập"),
    Setting("TINHSO_EXCHANGE_POLICY_KEYS", "các khóa công khai mà nơi chuyển tiếp tin"),
    Setting("TINHSO_EXCHANGE_PULL_URL", "địa chỉ chính sách mà nơi chuyển tiếp lấy"),
    Setting(
        "TINHSO_EXCHANGE_PULL_TOKEN",
        "mã để nơi chuyển tiếp lấy chính sách; không đặt thì địa chỉ ấy không có",
        secret=True,
    ),
]
