from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import TEXT, address

SETTINGS = [
    Setting(
        "TINHSO_SMS_URL",
        "cổng nhắn tin của tỉnh; không có thì không ai chọn được SMS",
        form=address("http", "https"),
    ),
    Setting("TINHSO_SMS_TOKEN", "mã của cổng nhắn tin", secret=True),
    Setting("TINHSO_SMS_SECRET", "khóa mà cổng nhắn tin dùng để ký tin người dân gửi tới", secret=True),
    Setting(
        "TINHSO_PUSH_KEY",
        "khóa VAPID của thông báo đẩy",
        secret=True,
        form=TEXT,
        unset="tạo trong STATE/push-key, chỉ chủ đọc được",
    ),
]
