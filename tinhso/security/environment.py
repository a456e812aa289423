from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import FOLDER

SETTINGS = [
    Setting(
        "TINHSO_INTELLIGENCE_KEYS",
        "khóa truy cập máy chủ TAXII (JSON: mỗi tên có user và password, hoặc token); không đặt thì chỉ đọc máy chủ không cần khóa",
        secret=True,
    ),
    Setting(
        "TINHSO_SECURITY_INBOX",
        "thư mục theo dõi: công cụ quét, giám sát đặt báo cáo, nhật ký, tệp sự kiện vào thư mục con mang mã cơ quan",
        form=FOLDER,
        unset="không theo dõi thư mục nào",
    ),
]
