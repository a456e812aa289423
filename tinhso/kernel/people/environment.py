from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import ANY_FILE, json_of

SETTINGS = [
    Setting(
        "TINHSO_OIDC",
        "nhà cung cấp định danh điện tử (JSON: server_url, client_id, secret)",
        secret=True,
        form=json_of("server_url", "client_id", "secret"),
    ),
    Setting(
        "TINHSO_SEED_KEY",
        "khóa mã hóa của xác thực hai bước",
        secret=True,
        unset="tạo trong STATE/seed-key, chỉ chủ đọc được",
    ),
    Setting("TINHSO_SEED_KEYS_BEFORE", "các khóa trước của xác thực hai bước", secret=True),
    Setting(
        "TINHSO_BREACHED_PASSWORDS",
        "tệp mật khẩu đã lộ, không được đặt lại",
        form=ANY_FILE,
        unset="STATE/breached-passwords khi đã nạp",
    ),
    Setting("TINHSO_SANDBOX_IDENTITY_PROVIDER", "nhà cung cấp định danh giả lập", inner=True),
]
