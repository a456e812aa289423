from tinhso.lib.environment import Setting

SETTINGS = [
    Setting(
        "TINHSO_DOCUMENT_AXIS",
        "trục liên thông văn bản (JSON: form là vxp hoặc lgsp, url, system, secret); không đặt thì văn bản không gửi qua trục",
        secret=True,
    ),
    Setting("TINHSO_SANDBOX_AXIS", "trục liên thông văn bản giả lập", inner=True),
]
