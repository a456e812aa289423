from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import FOLDER

SETTINGS = [
    Setting("TINHSO_SANDBOX_NEWS_OUTLET", "các báo giả lập", inner=True),
    Setting(
        "TINHSO_PRESS_MAILBOX",
        "thư mục mà máy chủ thư ghi thư của báo chí gửi đến: tệp .eml, hoặc một Maildir",
        form=FOLDER,
        unset="không đọc thư của báo chí",
    ),
]
