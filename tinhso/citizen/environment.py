from tinhso.lib.environment import Setting

SETTINGS = [
    Setting("TINHSO_WEATHER", "dịch vụ khí tượng có bản tin được tiếp phát (JSON: url, key)", secret=True),
    Setting("TINHSO_SANDBOX_WEATHER", "dịch vụ khí tượng giả lập", inner=True),
]
