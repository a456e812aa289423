from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import address, json_of

SETTINGS = [
    Setting(
        "TINHSO_DOCUMENT_AXIS",
        "trục liên thông văn bản (JSON: form là vxp hoặc lgsp, url, system, secret); không đặt thì văn bản không gửi qua trục",
        secret=True,
        form=json_of("form", "url", "system", "secret"),
    ),
    Setting(
        "TINHSO_OFFICE_EDITOR",
        "bộ soạn thảo văn phòng (Collabora Online, ONLYOFFICE Docs) mở dự thảo qua WOPI; không đặt thì dự thảo được tải xuống, sửa và nạp lại",
        form=address("http", "https"),
    ),
    Setting("TINHSO_SANDBOX_OFFICE_EDITOR", "bộ soạn thảo văn phòng giả lập", inner=True),
    Setting("TINHSO_SANDBOX_AXIS", "trục liên thông văn bản giả lập", inner=True),
]
