from tinhso.lib.environment import Setting
from tinhso.lib.setting_forms import ENGINE, address, json_of

SETTINGS = [
    Setting(
        "OPENDATA_ENGINE",
        "hệ trả lời câu hỏi về dữ liệu mở: duckdb, spark://…, trino://…, clickhouse://… (có thể kèm mật khẩu)",
        "duckdb",
        secret=True,
        form=ENGINE,
    ),
    Setting(
        "TINHSO_OPEN_DATA_S3",
        "kho S3 của tệp dữ liệu mở, thư mục chỉ còn là bản sao để đọc: s3://bucket/prefix?endpoint=…",
        form=address("s3"),
        unset="thư mục STATE/open-data",
    ),
    Setting(
        "TINHSO_NATIONAL_DATA",
        "Cổng dữ liệu quốc gia (JSON: url, unit, secret)",
        secret=True,
        form=json_of("url", "unit", "secret"),
    ),
    Setting("TINHSO_SANDBOX_NATIONAL_DATA", "cổng dữ liệu quốc gia giả lập", inner=True),
]
