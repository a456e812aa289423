from tinhso.lib.environment import Setting

SETTINGS = [
    Setting(
        "TINHSO_INTELLIGENCE_KEYS",
        "khóa truy cập máy chủ TAXII (JSON: mỗi tên có user và password, hoặc token); không đặt thì chỉ đọc máy chủ không cần khóa",
        secret=True,
    ),
]
