"""Reads the registers of this installation: systems, machines that it talks to, accounts, rules, data, libraries.

Nothing here is typed twice: each row comes from a setting, a table or a declaration, and changes with it.
"""

import csv
import platform
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Count

from tinhso.casework.public import PURPOSES, Case
from tinhso.kernel.events.models import AccessRow
from tinhso.kernel.law.models import Rule
from tinhso.kernel.people.public import Agency, MyData, Person, Post, User
from tinhso.kernel.site.operation import Retention
from tinhso.kernel.site.public import CaseKind, all_of
from tinhso.lib.numbers import vn_number

CONTROLS = Path(__file__).parent / "controls.csv"
STANDARD = Path(__file__).parent / "tcvn11930.csv"
MEETS = {"program": "Chương trình", "both": "Chương trình và nơi vận hành", "operator": "Nơi vận hành"}
Row = tuple[str, ...]


def systems() -> list[Row]:
    """(package, name on the screen, number of tables)."""
    found: list[Row] = []
    for app in apps.get_app_configs():
        if app.name.startswith("tinhso.") and not app.name.startswith("tinhso.demo"):
            found.append(
                (app.name.removeprefix("tinhso."), str(app.verbose_name), str(len(list(app.get_models()))))
            )
    return found


def outside() -> list[Row]:
    """(what, whether it is set up here, what travels). Addresses are not printed: the dossier goes round on paper."""
    every = (
        (
            "Nhà cung cấp định danh điện tử (OpenID Connect)",
            settings.IDENTITY_PROVIDER,
            "định danh, họ tên của người đăng nhập",
        ),
        ("Cổng Dịch vụ công quốc gia", settings.NATIONAL_PORTAL, "hồ sơ, tệp, phí đã nộp, tiến độ xử lý"),
        (
            "Phần mềm hộ tịch điện tử dùng chung",
            settings.CIVIL_STATUS,
            "nội dung đăng ký hộ tịch, bản điện tử trả về",
        ),
        ("Ngân hàng", settings.BANK_URL, "mã thu, số tiền, giờ nộp"),
        ("Dịch vụ ký số trên máy của người ký", settings.LOCAL_SIGNING_URL, "giá trị băm của giấy tờ"),
        ("Máy chủ thư điện tử", settings.EMAIL_HOST, "thông báo"),
        ("Nhà cung cấp tin nhắn", settings.TINHSO_SMS_URL, "thông báo, mã xác nhận"),
        ("Thông báo đẩy của trình duyệt", settings.TINHSO_PUSH_KEY, "thông báo đã mã hóa"),
        ("Trục liên thông văn bản", settings.DOCUMENT_AXIS, "văn bản điện tử, trạng thái xử lý"),
        (
            "Nền tảng chia sẻ, tích hợp dữ liệu",
            settings.EXCHANGE_ADDRESS or settings.EXCHANGE_CLIENT,
            "dữ liệu theo từng thỏa thuận",
        ),
        ("Kho tệp S3", settings.TINHSO_FILES_S3, "tệp đính kèm"),
        ("Máy quét mã độc (ClamAV)", settings.TINHSO_CLAMAV, "tệp tải lên"),
    )
    return [(name, "có" if value else "không dùng", travels) for name, value, travels in every]


def people(now: datetime) -> list[Row]:
    """(what, how many)."""
    on = now.date()
    seats = Post.objects.filter(valid__contains=on)
    return [
        ("Tài khoản đang dùng được", vn_number(User.objects.filter(is_active=True).count())),
        ("Trong đó của cán bộ, công chức, viên chức", vn_number(seats.values("user").distinct().count())),
        ("Cơ quan, đơn vị đang hoạt động", vn_number(Agency.objects.filter(valid__contains=on).count())),
        ("Người có dữ liệu trong hệ thống", vn_number(Person.objects.count())),
        ("Việc đã ghi nhận (hồ sơ và các loại khác)", vn_number(Case.objects.count())),
    ]


def cases_by_kind() -> list[Row]:
    """(kind of case in the words of the screen, how many)."""
    counts = Case.objects.values_list("kind").annotate(n=Count("pk")).order_by("kind")
    names = {kind.code: str(kind.label) for kind in all_of(CaseKind)}
    return [(names.get(kind, kind), vn_number(n)) for kind, n in counts]


def rules(on: date, *prefixes: str) -> list[Row]:
    """(key, value, source) of the rules in force on that day, by their families."""
    rows = Rule.objects.filter(valid__contains=on).order_by("key")
    return [(row.key, plain(row.value), row.source) for row in rows if row.key.startswith(prefixes)]


def personal_data() -> list[Row]:
    """(what, what it says) as each system declares it for the person's own export."""
    return [(str(part.title), str(part.text)) for part in all_of(MyData)]


def thrown_away() -> list[Row]:
    """(what, by which rules) as each system declares what it erases by itself."""
    return [(str(one.text), one.rules and f"{one.rules}*") for one in all_of(Retention)]


def readings(now: datetime, days: int = 365) -> list[Row]:
    """(purpose, pages shown) of personal data read in so many days, from the access log."""
    since = now - timedelta(days=days)
    rows = AccessRow.objects.filter(at__gte=since).values_list("purpose").annotate(n=Count("pk"))
    return [(str(PURPOSES.get(purpose, purpose)), vn_number(n)) for purpose, n in rows.order_by("purpose")]


def database_rights() -> list[Row]:
    """(role, tables it may change or delete from, tables it may read)."""
    found: list[Row] = []
    with connection.cursor() as cursor:
        for role in ("tinhso_owner", "tinhso_app", "tinhso_reader"):
            cursor.execute("select 1 from pg_roles where rolname = %s", [role])
            if cursor.fetchone() is None:
                continue
            cursor.execute(
                "select count(*) filter (where has_table_privilege(%s, c.oid, 'update')),"
                " count(*) filter (where has_table_privilege(%s, c.oid, 'select'))"
                " from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace",
                [role, role],
            )
            change, read = cursor.fetchone()
            found.append((role, vn_number(change), vn_number(read)))
    return found


def software() -> list[Row]:
    """(name, version): Python, PostgreSQL and every library of ours that is installed here."""
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        server = str(cursor.fetchone()[0])
    return [("Python", platform.python_version()), ("PostgreSQL", server.split()[0]), *_libraries()]


def _libraries() -> Iterable[Row]:
    for wanted in requires("tinhso") or []:
        if "extra ==" in wanted:
            continue
        name = (
            wanted.split(";")[0].split("[")[0].split("~")[0].split("=")[0].split("<")[0].split(">")[0].strip()
        )
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, "không có trên máy này"


def controls(on: date) -> list[Row]:
    """(group, requirement, how it is met with the values in force, what proves it)."""
    values = {row.key: row for row in Rule.objects.filter(valid__contains=on)}
    with CONTROLS.open(encoding="utf-8", newline="") as file:
        return [
            (row["group"], row["requirement"], _with_values(row["measure"], values), row["proof"])
            for row in csv.DictReader(file)
        ]


def standard(on: date) -> list[Row]:
    """(group with its section, what it asks, who meets it, how with the values in force, what an appraiser can look at) of the
    requirements of TCVN 11930:2017 for level 3, in short words of our own."""
    values = {row.key: row for row in Rule.objects.filter(valid__contains=on)}
    with STANDARD.open(encoding="utf-8", newline="") as file:
        return [
            (
                row["group"],
                row["requirement"],
                MEETS[row["by"]],
                _with_values(row["measure"], values),
                row["evidence"] or "do nơi vận hành đưa ra",
            )
            for row in csv.DictReader(file)
        ]


def _with_values(measure: str, values: dict[str, Rule]) -> str:
    """`{security.lock_minutes}` becomes the value of that rule."""
    for key, row in values.items():
        measure = measure.replace("{" + key + "}", plain(row.value))
    return measure


def plain(value: object) -> str:
    words = {True: "có", False: "không"}
    if isinstance(value, bool):
        return words[value]
    return "vĩnh viễn" if value == "permanent" else str(value)
