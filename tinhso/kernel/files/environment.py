from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import address

SETTINGS = [
    Setting(
        "TINHSO_FILES_S3",
        "kho tệp S3 thay cho thư mục: s3://bucket/prefix?endpoint=…",
        form=address("s3"),
        unset="thư mục STATE/files",
    ),
    Setting(
        "TINHSO_CLAMAV", "địa chỉ của ClamAV (/đường-dẫn hoặc máy:cổng); không có thì quét bằng mẫu có sẵn"
    ),
]
