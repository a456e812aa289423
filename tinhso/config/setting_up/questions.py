"""What a new installation must know: each question with its limit, and what is asked of the answers together."""

import os
import pwd
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tinhso.config.commands.check_pack import faults_of
from tinhso.config.setting_up.reach import not_connected, not_the_same, port_in_use
from tinhso.lib.bilingual import say
from tinhso.lib.setting_forms import (
    DATABASE,
    FILE,
    HIGHEST_PORT,
    HOST_NAME,
    LINE,
    MAIL_ADDRESS,
    Form,
    address,
    number,
)

Answers = dict[str, str]
PLAIN = re.compile(r"/[A-Za-z0-9._/-]{1,200}")  # what units and nginx take without quotes
PORTAL = Form(
    "địa chỉ https://tên-miền, không có cổng và đường dẫn",
    "an address https://host without port and path",
    lambda value: re.fullmatch(r"https://[A-Za-z0-9][A-Za-z0-9.-]{0,252}/?", value) is not None,
)
WRITABLE = Form(
    "đường dẫn tuyệt đối của một thư mục ghi được (chưa có thì được tạo), chỉ gồm chữ không dấu, số và . _ - /",
    "the absolute path of a folder that can be written (made where it is missing) of letters, digits and . _ - /",
    lambda value: PLAIN.fullmatch(value) is not None and _writable(Path(value)),
)
PACK = Form(
    "một thư mục có pack.json", "a folder with pack.json", lambda value: (Path(value) / "pack.json").is_file()
)
MOST_FAULTS = 3
PLAIN_FILE = Form(
    "đường dẫn tuyệt đối chỉ gồm chữ không dấu, số và . _ - /",
    "an absolute path of letters, digits and . _ - /",
    lambda value: PLAIN.fullmatch(value) is not None,
)
ACCOUNT = Form(
    "tên tài khoản của máy",
    "an account of the machine",
    lambda value: re.fullmatch(r"[a-z_][a-z0-9_-]{0,30}", value) is not None,
)


@dataclass(frozen=True)
class Question:
    """`key` is its name in the file of answers; with `needs`, it is asked only where that one has an answer."""

    key: str
    sentence: str
    english: str
    form: Form = LINE
    default: str = ""
    required: bool = False
    secret: bool = False
    needs: str = ""
    look: Callable[[str], str] = lambda value: ""
    compare: Callable[[str, Answers], str] = lambda value, answers: ""

    def fault(self, value: str, answers: Answers) -> str:
        """Why this is no answer beside the others; "" for one that can be used."""
        if not value:
            return say("cần trả lời", "needs an answer") if self.required else ""
        if not self.form.holds(value):
            return say(f"cần {self.form.words}", f"must be {self.form.english}")
        return self.look(value) or self.compare(value, answers)


def _writable(folder: Path) -> bool:
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return there.is_dir() and os.access(there, os.W_OK)


def no_account(name: str) -> str:
    try:
        pwd.getpwnam(name)
    except KeyError:
        there_is_none = say(f"máy này không có tài khoản {name}", f"this machine has no account {name}")
        return f"{there_is_none}: adduser --system --group {name}"
    return ""


def faults_of_pack(folder: str) -> str:
    """The first faults of a pack; all of them by `tinhso check-pack`."""
    found = faults_of(Path(folder))
    words = "; ".join(one.spoken() for one in found[:MOST_FAULTS])
    faults_there = say(f"{len(found)} chỗ sai trong gói", f"{len(found)} faults in the pack")
    return f"{faults_there} (tinhso check-pack): {words}" if found else ""


QUESTIONS = (
    Question(
        "site",
        "Địa chỉ của cổng, như người dân mở",
        "The address of the site, as people open it",
        PORTAL,
        required=True,
    ),
    Question(
        "state",
        "Thư mục trạng thái (tệp, khóa)",
        "State folder (files, keys)",
        WRITABLE,
        "/var/lib/tinhso",
        required=True,
    ),
    Question(
        "account",
        "Tài khoản của máy chạy hệ thống",
        "The account of the machine that runs the system",
        ACCOUNT,
        "tinhso",
        required=True,
        look=no_account,
    ),
    Question(
        "port",
        "Cổng trên máy này, sau nginx",
        "Port on this machine, behind nginx",
        number(1024, HIGHEST_PORT),
        "8000",
        required=True,
        look=port_in_use,
    ),
    Question(
        "pack",
        "Thư mục gói dữ liệu của tỉnh (tinhso new-pack)",
        "Folder of the province's pack (tinhso new-pack)",
        PACK,
        required=True,
        look=faults_of_pack,
    ),
    Question(
        "database",
        "Cơ sở dữ liệu, vai trò tinhso_app; bỏ trống thì dùng PostgreSQL riêng",
        "Database, role tinhso_app; empty: the own PostgreSQL",
        DATABASE,
        secret=True,
        look=partial(not_connected, role="tinhso_app"),
    ),
    Question(
        "owner",
        "Cùng cơ sở dữ liệu, vai trò tinhso_owner",
        "The same database, role tinhso_owner",
        DATABASE,
        required=True,
        secret=True,
        needs="database",
        look=partial(not_connected, role="tinhso_owner"),
        compare=lambda url, answers: not_the_same(url, answers["database"]),
    ),
    Question(
        "administrators",
        "Danh sách cán bộ (XLSX, CSV) có hai người quản trị; bỏ trống thì làm sau",
        "List of officers (XLSX, CSV) with two administrators; empty: later",
        FILE,
    ),
    Question(
        "mail_host",
        "Máy chủ gửi thư; bỏ trống thì thư chỉ ghi vào tệp",
        "Server of outgoing mail; empty: mail goes into files only",
        HOST_NAME,
    ),
    Question(
        "mail_port", "Cổng của máy chủ gửi thư", "Its port", number(1, HIGHEST_PORT), "587", needs="mail_host"
    ),
    Question("mail_user", "Tên đăng nhập ở đó", "The account there", needs="mail_host"),
    Question("mail_password", "Mật khẩu ở đó", "Its password", secret=True, needs="mail_user"),
    Question(
        "mail_from",
        "Địa chỉ người gửi",
        "Address of the sender",
        MAIL_ADDRESS,
        required=True,
        needs="mail_host",
    ),
    Question(
        "sms_url",
        "Cổng nhắn tin của tỉnh; bỏ trống thì không có SMS",
        "The province's SMS gateway; empty: no SMS",
        address("http", "https"),
    ),
    Question("sms_token", "Mã của cổng nhắn tin", "Its token", secret=True, required=True, needs="sms_url"),
    Question(
        "files",
        "Kho tệp S3 (s3://kho/…); bỏ trống thì ở thư mục trạng thái",
        "S3 store of files (s3://bucket/…); empty: in the state folder",
        address("s3"),
    ),
    Question(
        "files_key",
        "Mã khóa của kho S3 (AWS_ACCESS_KEY_ID); bỏ trống thì boto3 tự tìm",
        "Key of the S3 store (AWS_ACCESS_KEY_ID); empty: where boto3 finds one",
        needs="files",
    ),
    Question(
        "files_secret",
        "Khóa bí mật của kho S3 (AWS_SECRET_ACCESS_KEY)",
        "Its secret (AWS_SECRET_ACCESS_KEY)",
        secret=True,
        required=True,
        needs="files_key",
    ),
    Question(
        "backup",
        "Thư mục để bản sao lưu",
        "Folder of the backups",
        WRITABLE,
        "/var/backups/tinhso",
        required=True,
    ),
    Question(
        "oidc_url",
        "Địa chỉ nơi xác thực định danh (OpenID Connect); bỏ trống thì chưa có",
        "Address of the sign-in provider (OpenID Connect); empty: none yet",
        address("https"),
    ),
    Question(
        "oidc_client",
        "Mã hệ thống ở đó (client_id)",
        "The name of this system there (client_id)",
        required=True,
        needs="oidc_url",
    ),
    Question("oidc_secret", "Khóa ở đó", "Its secret", required=True, secret=True, needs="oidc_url"),
    Question(
        "certificate",
        "Tệp chứng thư TLS của nginx",
        "File of nginx's TLS certificate",
        PLAIN_FILE,
        "/etc/tinhso/site.crt",
        required=True,
    ),
    Question(
        "certificate_key",
        "Tệp khóa của chứng thư ấy",
        "File of its key",
        PLAIN_FILE,
        "/etc/tinhso/site.key",
        required=True,
    ),
)


def questions_of(answers: Answers) -> list[Question]:
    """Those that matter with the answers so far."""
    return [one for one in QUESTIONS if not one.needs or answers.get(one.needs)]


def faults(answers: Answers) -> list[str]:
    """Everything that is wrong in a file of answers, each by its key."""
    nobody_asked = say("không có câu hỏi này", "nobody asks that")
    found = [f"{key}: {nobody_asked}" for key in answers if key not in {one.key for one in QUESTIONS}]
    for one in questions_of(answers):
        if fault := one.fault(answers.get(one.key) or one.default, answers):
            found.append(f"{one.key}: {fault}")
    return found
