from tinhso.lib.environment import Setting

SETTINGS = [
    Setting(
        "TINHSO_OIDC", "nhà cung cấp định danh điện tử (JSON: server_url, client_id, secret)", secret=True
    ),
    Setting("TINHSO_SEED_KEY", "khóa mã hóa của xác thực hai bước", secret=True),
    Setting("TINHSO_SEED_KEYS_BEFORE", "các khóa trước của xác thực hai bước", secret=True),
    Setting("TINHSO_BREACHED_PASSWORDS", "tệp mật khẩu đã lộ, không được đặt lại"),
    Setting("TINHSO_SANDBOX_IDENTITY_PROVIDER", "nhà cung cấp định danh giả lập", inner=True),
]
