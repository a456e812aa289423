"""What a setting may look like: each form says its limit in words for who sets it, and finds a value that breaks it.

    Setting("TINHSO_POOL", "số kết nối…", "8", form=number(1, 500))

Nothing is asked of the network here, and a value itself is never told: it may be a password.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
LONGEST = 4000
MOST_LISTED = 100
LARGEST_FILE = 5_000_000
HIGHEST_PORT = 65535
HOST = re.compile(r"\*|\.?[A-Za-z0-9]([A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\]")
MAIL = re.compile(r"[^@\s<>,]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,252})")


@dataclass(frozen=True)
class Form:
    """The limit in Vietnamese and in English, and whether a value that is not empty keeps it."""

    words: str
    english: str
    holds: Callable[[str], bool]


def short_line(value: str) -> bool:
    return len(value) <= LONGEST and value.isprintable()


LINE = Form("một dòng, không quá 4.000 ký tự", "one line of at most 4,000 characters", short_line)
FLAG = Form("1 hoặc 0", "1 or 0", lambda value: value.lower() in YES | NO)


TEXT = Form("không quá 4.000 ký tự", "at most 4,000 characters", lambda value: len(value) <= LONGEST)


def number(least: int, most: int) -> Form:
    return Form(
        f"số nguyên từ {least} đến {most}",
        f"a whole number from {least} to {most}",
        lambda value: re.fullmatch(r"[0-9]{1,9}", value) is not None and least <= int(value) <= most,
    )


def one_of(*words: str) -> Form:
    return Form(f"một trong: {', '.join(words)}", f"one of: {', '.join(words)}", lambda value: value in words)


def is_address(value: str, schemes: Iterable[str]) -> bool:
    """`scheme://host[:port]…`, with a port that is one."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    written = not re.search(r"\s", value) and len(value) <= LONGEST
    return parts.scheme in schemes and bool(parts.hostname) and port != 0 and written


def address(*schemes: str) -> Form:
    shown = " hoặc ".join(f"{one}://" for one in schemes)
    english = " or ".join(f"{one}://" for one in schemes)
    return Form(
        f"một địa chỉ {shown}…, không quá 4.000 ký tự",
        f"one address {english}… of at most 4,000 characters",
        lambda value: is_address(value, schemes),
    )


def is_log_target(value: str) -> bool:
    return is_address(value, ("tls", "tcp", "udp")) or (value.startswith("unix:///") and short_line(value))


LOG_TARGET = Form(
    "tls://máy[:cổng], tcp://…, udp://… hoặc unix:///đường-dẫn",
    "tls://host[:port], tcp://…, udp://… or unix:///path",
    is_log_target,
)
ENGINE = Form(
    "duckdb, spark://…, trino://… hoặc clickhouse://…",
    "duckdb, spark://…, trino://… or clickhouse://…",
    lambda value: value == "duckdb" or is_address(value, ("spark", "trino", "clickhouse")),
)


def plain_site(value: str) -> bool:
    parts = urlsplit(value) if is_address(value, ("http", "https")) else None
    return parts is not None and not parts.query and not parts.fragment


SITE = Form("địa chỉ https://… không có ? và #", "an address https://… without ? and #", plain_site)


def each(form: Form, words: str, english: str) -> Form:
    """Several with commas, each of that form."""

    def hold(value: str) -> bool:
        found = [one.strip() for one in value.split(",") if one.strip()]
        return len(found) <= MOST_LISTED and all(form.holds(one) for one in found)

    return Form(
        f"{words}, cách nhau bằng dấu phẩy, không quá {MOST_LISTED}",
        f"{english}, with commas, at most {MOST_LISTED}",
        hold,
    )


ADDRESSES = each(
    address("http", "https"), "các địa chỉ http:// hoặc https://", "addresses http:// or https://"
)
HOSTS = each(
    Form("", "", lambda value: HOST.fullmatch(value) is not None),
    "các tên máy, không có https:// và cổng",
    "names of hosts without https:// and port",
)
HOST_NAME = Form(
    "một tên máy, không có https:// và cổng",
    "the name of a host without https:// and port",
    lambda value: HOST.fullmatch(value) is not None and value != "*",
)
MAIL_ADDRESS = Form("một địa chỉ thư", "an address of mail", lambda value: MAIL.fullmatch(value) is not None)
MAIL_ADDRESSES = each(MAIL_ADDRESS, "các địa chỉ thư", "addresses of mail")


def is_database(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in {"postgres", "postgresql"} and port != 0 and bool(parts.path.strip("/"))


DATABASE = Form(
    "postgresql://vai-trò:mật-khẩu@máy:cổng/tên-cơ-sở-dữ-liệu",
    "postgresql://role:password@host:port/database",
    is_database,
)


def is_readable(value: str) -> bool:
    """A file that this account reads, not larger than a file of settings may be."""
    try:
        if not Path(value).is_file() or Path(value).stat().st_size > LARGEST_FILE:
            return False
        with Path(value).open("rb"):
            return True
    except OSError:
        return False


FILE = Form("một tệp đọc được, không quá 5 MB", "a readable file of at most 5 MB", is_readable)
FILES = each(FILE, "các tệp đọc được, mỗi tệp không quá 5 MB", "readable files of at most 5 MB each")


def any_readable(value: str) -> bool:
    try:
        with Path(value).open("rb"):
            return True
    except OSError:
        return False


ANY_FILE = Form("một tệp đọc được, lớn bao nhiêu cũng được", "a readable file of any size", any_readable)
FOLDER = Form("một thư mục đang có", "a folder that is there", lambda value: Path(value).is_dir())
PATH = Form(
    "đường dẫn không quá 1.000 ký tự",
    "a path of at most 1,000 characters",
    lambda value: value.isprintable() and len(value) <= 1000,
)
SHORTEST_KEY = 43
KEY = Form(
    f"từ {SHORTEST_KEY} ký tự ngẫu nhiên",
    f"{SHORTEST_KEY} random characters or more",
    lambda value: SHORTEST_KEY <= len(value.strip()) <= LONGEST,
)


PUBLIC_KEYS = each(
    Form("", "", lambda value: re.fullmatch(r"[0-9A-Fa-f]{16,400}", value) is not None),
    "các khóa công khai dạng thập lục phân",
    "public keys in hexadecimal",
)


def json_of(*needed: str) -> Form:
    """An object that has these, as words that are not empty."""

    def hold(value: str) -> bool:
        try:
            given = json.loads(value)
        except ValueError:
            return False
        return isinstance(given, dict) and all(
            isinstance(given.get(one), str) and given[one] for one in needed
        )

    return Form(f"JSON có {', '.join(needed)}", f"JSON with {', '.join(needed)}", hold)
