"""The settings of the program itself, and where those of all systems are found: `environment.py` of each."""

import os
from importlib import import_module
from pathlib import Path

from tinhso.config.refusal import Refusal
from tinhso.lib.environment import Environment, Setting
from tinhso.lib.setting_forms import (
    ADDRESSES,
    DATABASE,
    FILE,
    FLAG,
    FOLDER,
    HIGHEST_PORT,
    HOST_NAME,
    HOSTS,
    LOG_TARGET,
    MAIL_ADDRESS,
    PATH,
    SITE,
    address,
    number,
    one_of,
)

PROGRAM = Path(__file__).resolve().parents[1]
INSTALLED_STATE = Path("/var/lib/tinhso")

SETTINGS = [
    Setting(
        "DATABASE_URL",
        "cơ sở dữ liệu để phục vụ, bằng vai trò tinhso_app",
        secret=True,
        form=DATABASE,
        unset="PostgreSQL riêng trong thư mục trạng thái",
    ),
    Setting(
        "TINHSO_OWNER_URL",
        "cùng cơ sở dữ liệu, bằng vai trò tinhso_owner",
        secret=True,
        form=DATABASE,
        unset="không nâng được, tinhso up không tự nâng",
    ),
    Setting(
        "TINHSO_STATE",
        "thư mục trạng thái: tệp, khóa, nhật ký, PostgreSQL riêng",
        form=PATH,
        unset=".tinhso của bản mã nguồn; bản cài bằng pip: /var/lib/tinhso của root, ~/.local/state/tinhso của người khác",
    ),
    Setting(
        "TINHSO_POOL", "số kết nối nhiều nhất của một tiến trình tới cơ sở dữ liệu", "8", form=number(1, 500)
    ),
    Setting(
        "TINHSO_PG_BIN",
        "thư mục chứa các chương trình của PostgreSQL",
        form=FOLDER,
        unset="bản đi kèm, rồi bản mới nhất của máy",
    ),
    Setting("TINHSO_PG_USER", "tài khoản chạy PostgreSQL riêng khi root khởi động", "nobody"),
    Setting(
        "TINHSO_SECRET_KEY",
        "khóa ký phiên và đường dẫn",
        secret=True,
        unset="tạo trong STATE/secret-key, chỉ chủ đọc được",
    ),
    Setting("TINHSO_SECRET_KEYS_BEFORE", "các khóa ký trước, cách nhau bằng dấu phẩy", secret=True),
    Setting("TINHSO_HOSTS", "các tên miền được phục vụ", "127.0.0.1,localhost,[::1]", form=HOSTS),
    Setting("TINHSO_ORIGINS", "nơi khác được gửi biểu mẫu tới đây", form=ADDRESSES),
    Setting("TINHSO_HTTPS", "cổng được mở bằng HTTPS", "0", form=FLAG),
    Setting("TINHSO_HSTS_SUBDOMAINS", "HSTS cho cả các tên miền con", "0", form=FLAG),
    Setting("TINHSO_PROXY", "tin địa chỉ, giao thức do máy chủ đứng trước ghi", "0", form=FLAG),
    Setting("TINHSO_CSP_CONNECT", "nơi mà trang được kết nối tới"),
    Setting("TINHSO_CSP_FORM_ACTION", "nơi mà biểu mẫu được dẫn tới"),
    Setting(
        "TINHSO_SITE_URL",
        "địa chỉ cổng, https://…: in trên giấy tờ, thư, mã QR",
        form=SITE,
        unset="không phát hành giấy tờ, thư, mã QR, đường dẫn kích hoạt nào",
    ),
    Setting("TINHSO_SITE_LOCAL", "chạy thử: cho phép địa chỉ của riêng máy này", "0", form=FLAG),
    Setting("TINHSO_TILES", "địa chỉ mảnh bản đồ"),
    Setting("TINHSO_TILES_CREDIT", "nguồn của mảnh bản đồ"),
    Setting("TINHSO_MAIL_HOST", "máy chủ gửi thư; không có thì thư ghi vào thư mục mail", form=HOST_NAME),
    Setting("TINHSO_MAIL_PORT", "cổng của máy chủ gửi thư", "587", form=number(1, HIGHEST_PORT)),
    Setting("TINHSO_MAIL_USER", "tên đăng nhập máy chủ gửi thư"),
    Setting("TINHSO_MAIL_PASSWORD", "mật khẩu máy chủ gửi thư", secret=True),
    Setting("TINHSO_MAIL_TLS", "gửi thư qua TLS", "1", form=FLAG),
    Setting("TINHSO_MAIL_FROM", "địa chỉ người gửi", "tinhso@localhost", form=MAIL_ADDRESS),
    Setting(
        "TINHSO_LOG_LEVEL",
        "mức ghi nhật ký",
        "INFO",
        form=one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    ),
    Setting(
        "TINHSO_LOG_MESSAGES", "ghi cả lời của lỗi vào nhật ký: có thể lẫn chữ người dùng gõ", "0", form=FLAG
    ),
    Setting(
        "TINHSO_LOG_TO",
        "hệ thống nhận thêm một bản nhật ký: tls://, tcp://, udp://, unix://",
        form=LOG_TARGET,
        unset="chỉ đầu ra chuẩn",
    ),
    Setting(
        "TINHSO_LOG_AUTHORITIES",
        "tệp PEM các gốc chứng thư của hệ thống nhận nhật ký",
        form=FILE,
        unset="các gốc của máy",
    ),
    Setting("TINHSO_METRICS_TOKEN", "mã để đọc /metrics; không đặt thì trang này không có", secret=True),
    Setting(
        "TINHSO_PACK",
        "thư mục dữ liệu của tỉnh",
        form=FOLDER,
        unset="không gói nào được nạp; bản trình diễn dùng gói Thanh Hóa đi kèm",
    ),
    Setting("TINHSO_DEMO", "bản trình diễn", "0", form=FLAG),
    Setting("TINHSO_DEBUG", "trang lỗi của Django: không bao giờ bật trên máy chủ thật", "0", form=FLAG),
    Setting(
        "TINHSO_ADVISORIES",
        "kho lỗ hổng đã công bố mà tinhso audit tra",
        form=address("http", "https"),
        unset="kho OSV",
    ),
    Setting(
        "TINHSO_VENV",
        "môi trường Python dùng sẵn của bản mã nguồn; gói cài đặt có môi trường riêng, không đọc biến này",
        form=FOLDER,
        unset=".venv của bản mã nguồn",
    ),
    Setting("TINHSO_SETUP", "thư mục mà tinhso setup đã ghi", "/etc/tinhso", form=PATH),
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


def state_folder() -> Path:
    """`TINHSO_STATE`, else `.tinhso` of the clone or the bundle; never inside the folder that pip installs into."""
    if given := os.environ.get("TINHSO_STATE"):
        return Path(given).absolute()
    if (PROGRAM.parent / "bin/tinhso").is_file():
        return PROGRAM.parent / ".tinhso"
    return INSTALLED_STATE if os.geteuid() == 0 else Path.home() / ".local/state/tinhso"


def refuse_wrong_settings() -> None:
    """Before anything is opened with them; a demo gives its processes their own.

    Raises:
        Refusal: values that break their limit, each told in a line without the value.
    """
    given = environment()
    if not given.flag("TINHSO_DEMO") and (wrong := given.wrong()):
        raise Refusal("\n  ".join(map(str, wrong)), english="\n  ".join(one.english for one in wrong))


def environment() -> Environment:
    """The settings as this process was given them."""
    return Environment(declared(), os.environ)
