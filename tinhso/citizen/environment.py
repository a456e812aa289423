from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import json_of

SETTINGS = [
    Setting(
        "TINHSO_WEATHER",
        "dịch vụ khí tượng có bản tin được tiếp phát (JSON: url, key)",
        secret=True,
        form=json_of("url", "key"),
    ),
    Setting("TINHSO_SANDBOX_WEATHER", "dịch vụ khí tượng giả lập", inner=True),
]
