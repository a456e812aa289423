from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import json_of

SETTINGS = [
    Setting(
        "TINHSO_DOCUMENT_AXIS",
        "trục liên thông văn bản (JSON: form là vxp hoặc lgsp, url, system, secret); không đặt thì văn bản không gửi qua trục",
        secret=True,
        form=json_of("form", "url", "system", "secret"),
    ),
    Setting("TINHSO_SANDBOX_AXIS", "trục liên thông văn bản giả lập", inner=True),
]
