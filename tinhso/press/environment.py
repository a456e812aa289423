from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import FOLDER, number

SETTINGS = [
    Setting("TINHSO_SANDBOX_NEWS_OUTLET", "các báo giả lập", inner=True),
    Setting(
        "TINHSO_PRESS_MAILBOX",
        "thư mục mà máy chủ thư ghi thư của báo chí gửi đến: tệp .eml, hoặc một Maildir",
        form=FOLDER,
        unset="không đọc thư của báo chí",
    ),
    Setting(
        "TINHSO_PRESS_MAIL_HELD",
        "nhiều nhất bao nhiêu thư báo chí nằm chờ trong thư mục; hơn thì báo máy chủ thư hoãn",
        "10000",
        form=number(100, 100_000),
    ),
    Setting(
        "TINHSO_PRESS_MAIL_HELD_MB",
        "nhiều nhất bao nhiêu MB thư báo chí nằm chờ trong thư mục; hơn thì báo máy chủ thư hoãn",
        "2000",
        form=number(50, 1_000_000),
    ),
]
