from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import address, json_of

SETTINGS = [
    Setting(
        "TINHSO_BANK_SECRET", "khóa mà ngân hàng dùng để ký báo có; không có thì không tin ai", secret=True
    ),
    Setting("TINHSO_BANK_URL", "nơi lấy sao kê của ngân hàng", form=address("http", "https")),
    Setting(
        "TINHSO_NATIONAL_PORTAL",
        "Cổng Dịch vụ công quốc gia (JSON: url, unit, secret)",
        secret=True,
        form=json_of("url", "unit", "secret"),
    ),
    Setting(
        "TINHSO_CIVIL_STATUS",
        "phần mềm hộ tịch dùng chung (JSON: url, unit, secret)",
        secret=True,
        form=json_of("url", "unit", "secret"),
    ),
    Setting("TINHSO_SANDBOX_BANK", "ngân hàng giả lập", inner=True),
    Setting("TINHSO_SANDBOX_NATIONAL_PORTAL", "cổng quốc gia giả lập", inner=True),
    Setting("TINHSO_SANDBOX_CIVIL_STATUS", "phần mềm hộ tịch giả lập", inner=True),
]
