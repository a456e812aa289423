"""The settings of the program itself, and where those of all systems are found: `environment.py` of each."""

import os
from importlib import import_module
from pathlib import Path

from tinhso.lib.environment import Environment, Setting

PROGRAM = Path(__file__).resolve().parents[1]

SETTINGS = [
    Setting("DATABASE_URL", "cơ sở dữ liệu để phục vụ, bằng vai trò tinhso_app", secret=True),
    Setting("TINHSO_OWNER_URL", "cùng cơ sở dữ liệu, bằng vai trò tinhso_owner", secret=True),
    Setting("TINHSO_STATE", "thư mục trạng thái: tệp, khóa, nhật ký, PostgreSQL riêng"),
    Setting("TINHSO_POOL", "số kết nối nhiều nhất của một tiến trình tới cơ sở dữ liệu", "8"),
    Setting("TINHSO_PG_BIN", "thư mục chứa các chương trình của PostgreSQL"),
    Setting("TINHSO_PG_USER", "tài khoản chạy PostgreSQL riêng khi root khởi động", "nobody"),
    Setting("TINHSO_SECRET_KEY", "khóa ký phiên và đường dẫn", secret=True),
    Setting("TINHSO_SECRET_KEYS_BEFORE", "các khóa ký trước, cách nhau bằng dấu phẩy", secret=True),
    Setting("TINHSO_HOSTS", "các tên miền được phục vụ", "127.0.0.1,localhost,[::1]"),
    Setting("TINHSO_ORIGINS", "nơi khác được gửi biểu mẫu tới đây"),
    Setting("TINHSO_HTTPS", "cổng được mở bằng HTTPS", "0"),
    Setting("TINHSO_HSTS_SUBDOMAINS", "HSTS cho cả các tên miền con", "0"),
    Setting("TINHSO_PROXY", "tin địa chỉ, giao thức do máy chủ đứng trước ghi", "0"),
    Setting("TINHSO_CSP_CONNECT", "nơi mà trang được kết nối tới"),
    Setting("TINHSO_CSP_FORM_ACTION", "nơi mà biểu mẫu được dẫn tới"),
    Setting("TINHSO_SITE_URL", "địa chỉ cổng, https://…: in trên giấy tờ, thư, mã QR"),
    Setting("TINHSO_SITE_LOCAL", "chạy thử: cho phép địa chỉ của riêng máy này", "0"),
    Setting("TINHSO_TILES", "địa chỉ mảnh bản đồ"),
    Setting("TINHSO_TILES_CREDIT", "nguồn của mảnh bản đồ"),
    Setting("TINHSO_MAIL_HOST", "máy chủ gửi thư; không có thì thư ghi vào thư mục mail"),
    Setting("TINHSO_MAIL_PORT", "cổng của máy chủ gửi thư", "587"),
    Setting("TINHSO_MAIL_USER", "tên đăng nhập máy chủ gửi thư"),
    Setting("TINHSO_MAIL_PASSWORD", "mật khẩu máy chủ gửi thư", secret=True),
    Setting("TINHSO_MAIL_TLS", "gửi thư qua TLS", "1"),
    Setting("TINHSO_MAIL_FROM", "địa chỉ người gửi", "tinhso@localhost"),
    Setting("TINHSO_LOG_LEVEL", "mức ghi nhật ký", "INFO"),
    Setting("TINHSO_LOG_MESSAGES", "ghi cả lời của lỗi vào nhật ký: có thể lẫn chữ người dùng gõ", "0"),
    Setting("TINHSO_LOG_TO", "hệ thống nhận thêm một bản nhật ký: tls://, tcp://, udp://, unix://"),
    Setting("TINHSO_LOG_AUTHORITIES", "tệp PEM các gốc chứng thư của hệ thống nhận nhật ký"),
    Setting("TINHSO_METRICS_TOKEN", "mã để đọc /metrics; không đặt thì trang này không có", secret=True),
    Setting("TINHSO_PACK", "thư mục dữ liệu của tỉnh"),
    Setting("TINHSO_DEMO", "bản trình diễn", "0"),
    Setting("TINHSO_DEBUG", "trang lỗi của Django: không bao giờ bật trên máy chủ thật", "0"),
    Setting("TINHSO_ADVISORIES", "kho lỗ hổng đã công bố mà tinhso audit tra"),
    Setting("TINHSO_VENV", "môi trường Python dùng sẵn của bản mã nguồn"),
    Setting("TINHSO_STATIC_COLLECTED", "tệp tĩnh đã gom", "0", inner=True),
    Setting("TINHSO_TEST_TEMPLATE", "cơ sở dữ liệu mẫu của bộ kiểm thử", inner=True),
    Setting("TINHSO_TEST_DATABASE", "cơ sở dữ liệu của bộ kiểm thử", inner=True),
    Setting("TINHSO_SANDBOX_CLIENT", "địa chỉ bản trình diễn, cho các hệ thống giả lập", inner=True),
]


def declared() -> list[Setting]:
    """Those of the program, then those of each system, in the order of their folders."""
    found = list(SETTINGS)
    for folder in ("kernel/*", "*"):
        for file in sorted(PROGRAM.glob(f"{folder}/environment.py")):
            name = ".".join(file.relative_to(PROGRAM.parent).with_suffix("").parts)
            if name not in (__name__, "tinhso.lib.environment"):
                found += import_module(name).SETTINGS
    return found


def environment() -> Environment:
    """The settings as this process was given them."""
    return Environment(declared(), os.environ)
