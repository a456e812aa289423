"""What `tinhso check` looks at; each finding says what to do."""

import os
import shutil
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, connection
from django.utils import timezone

from tinhso.config.backups.marks import MADE, age_of, remembered
from tinhso.config.checks.address import address
from tinhso.config.compliance.keys import keys
from tinhso.config.database import unfinished, upgrading
from tinhso.config.environment import environment
from tinhso.config.health import (
    first_page_opens,
    living_workers,
    missing_static,
    newer_migrations,
    pending_migrations,
)
from tinhso.config.logs.target import WrongAddress, target_of
from tinhso.config.setting_up.renewal import stale_files, words_for
from tinhso.kernel.law.public import rule_names
from tinhso.kernel.site.declare import all_of
from tinhso.kernel.site.operation import Finding, Level, Probe, value
from tinhso.kernel.site.public import other_province
from tinhso.lib.province_pack import rule_keys

LOCAL = {"127.0.0.1", "localhost", "[::1]", "testserver"}
APPEND_ONLY = (
    *("kernel_event", "kernel_access", "kernel_seal", "kernel_epoch"),
    *("kernel_seal_key", "kernel_seal_signature", "kernel_seal_stamp"),
)
GIGABYTE = 1024**3
MOST_NAMED = 5


def examine(*, deploy: bool) -> list[Finding]:
    """What the program looks at itself, and what the systems declare as `Probe`s."""
    found = [
        *restore_left_over(),
        *units(),
        *disk(),
        *program(deploy),
        *unread_variables(),
        *logs(),
        *keys_in_time(),
    ]
    found += backups()
    found += [*address(deploy=deploy), *tried(database=False)]
    try:
        found[:0] = first = [*server(), *follower(), *migrations()]
        if not any(finding.level == "wrong" for finding in first):
            found += [*rights(), *pages(), *workers(), *instance(), *tried(database=True)]
            found += tried(database=True, deploy=True) if deploy else []
    except DatabaseError as error:
        found.insert(0, Finding("cơ sở dữ liệu", "wrong", f"không kết nối được ({type(error).__name__})"))
    return found + ([*deployment(), *tried(database=False, deploy=True)] if deploy else [])


def tried(*, database: bool, deploy: bool = False) -> Iterator[Finding]:
    """What the systems find."""
    for probe in all_of(Probe):
        if (probe.database, probe.deploy) == (database, deploy):
            yield from probe.look()


def server() -> Iterator[Finding]:
    number = int(str(value("show server_version_num"))) // 10000
    level: Level = "good" if number >= 17 else "wrong"
    yield Finding(
        "cơ sở dữ liệu", level, f"PostgreSQL {number}" + ("" if number >= 17 else ", cần 17 trở lên")
    )


def follower() -> Iterator[Finding]:
    """A server that waits for a follower which is away acknowledges nothing."""
    if value("select pg_is_in_recovery()"):
        yield Finding("bản dự phòng", "wrong", "máy chủ này là bản dự phòng, chưa ghi được: tinhso promote")
    elif not value("select current_setting('synchronous_standby_names')"):
        return
    elif value("select count(*) from pg_stat_replication"):
        yield Finding("bản dự phòng", "good", "bản dự phòng đồng bộ đang nối")
    else:
        sentence = "bản dự phòng đồng bộ không nối, mọi việc ghi đang chờ: chạy lại tinhso replica"
        yield Finding("bản dự phòng", "wrong", sentence)


def migrations() -> Iterator[Finding]:
    if pending := pending_migrations():
        yield Finding("phiên bản", "wrong", f"còn {len(pending)} bước nâng chưa chạy: tinhso prepare")
    elif newer := newer_migrations():
        sentence = (
            f"cơ sở dữ liệu của bản mới hơn ({newer[-1]}): chạy bằng bản ấy, hoặc tinhso upgrade --back"
        )
        yield Finding("phiên bản", "wrong", sentence)
    else:
        yield Finding("phiên bản", "good", "cơ sở dữ liệu đúng với chương trình")


def rights() -> Iterator[Finding]:
    """The serving role adds to the log and can neither change nor empty it."""
    if value("select rolsuper from pg_roles where rolname = current_user"):
        yield Finding(
            "quyền", "wrong", "đang phục vụ bằng siêu người dùng: đặt DATABASE_URL theo vai trò tinhso_app"
        )
        return
    present = set(connection.introspection.table_names())
    too_much = [
        f"{right} {table}"
        for table in APPEND_ONLY
        if table in present
        for right in ("update", "delete", "truncate")
        if value("select has_table_privilege(%s, %s)", table, right)
    ]
    if too_much:
        yield Finding(
            "quyền", "wrong", f"vai trò phục vụ có quyền thừa ({', '.join(too_much)}): chạy tinhso prepare"
        )
    elif not value("select has_table_privilege('kernel_event', 'insert')"):
        yield Finding(
            "quyền",
            "wrong",
            "vai trò phục vụ không ghi được sự kiện: chạy tinhso prepare bằng vai trò sở hữu",
        )
    else:
        yield Finding("quyền", "good", "vai trò phục vụ chỉ thêm được vào nhật ký, không sửa, không xóa")


def pages() -> Iterator[Finding]:
    """What a visitor of this machine gets; under the name that makes an upgrade of any version go back."""
    if missing := missing_static():
        sentence = f"thiếu {len(missing)} tệp tĩnh ở máy này ({missing[0]} …), mọi trang sẽ lỗi: chạy lại tinhso up, hoặc tinhso prepare --files"
        yield Finding("chương trình", "wrong", sentence)
    elif not first_page_opens(WSGIHandler().get_response):
        yield Finding("chương trình", "wrong", "trang đầu không mở được: xem nhật ký của máy chủ web")


def workers() -> Iterator[Finding]:
    number = living_workers()
    if number >= 2:
        yield Finding("xử lý nền", "good", f"{number} tiến trình đang chạy")
    elif number:
        yield Finding("xử lý nền", "note", "chỉ một tiến trình: cần cả tinhso worker fast và slow")
    else:
        yield Finding(
            "xử lý nền", "wrong", "không tiến trình nào chạy: tinhso up, hoặc tinhso worker fast và slow"
        )


def instance() -> Iterator[Finding]:
    if not value("select count(*) from site_instance"):
        words = "chưa nạp gói dữ liệu của tỉnh: tinhso load_pack, rồi load_catalogue (docs/operations.md)"
        yield Finding("đơn vị", "note", words)
        return
    if value("select demo from site_instance") and not settings.DEMO:
        yield Finding("đơn vị", "wrong", "dữ liệu là của bản trình diễn nhưng TINHSO_DEMO không bật")
    if words := other_province(settings.PROVINCE_PACK):
        yield Finding("gói dữ liệu tỉnh", "wrong", words)
    yield from rules()


def rules() -> Iterator[Finding]:
    """A newer program reads rules that the province's pack did not have when it was loaded: pages that need one would fail."""
    if missing := sorted(rule_keys(settings.SHIPPED_PACK) - rule_names()):
        shown = ", ".join(missing[:MOST_NAMED]) + (" …" if len(missing) > MOST_NAMED else "")
        words = f"thiếu {len(missing)} quy tắc mà chương trình cần ({shown}): bổ sung vào gói (tinhso check-pack) rồi tinhso load_pack"
        yield Finding("quy tắc pháp luật", "wrong", words)


def backups() -> Iterator[Finding]:
    """A demo has nothing to lose; who backs up by the server's own log alone reads a word of advice."""
    if settings.DEMO:
        return
    if age_of(MADE) is None:
        sentence = "chưa bản nào được ghi từ thư mục trạng thái này: tinhso backup (docs/operations.vi.md)"
        yield Finding("sao lưu", "note", sentence)
    yield from remembered()


def restore_left_over() -> Iterator[Finding]:
    if upgrading().exists():
        yield Finding("nâng cấp", "wrong", "lần nâng cấp trước chưa xong: chạy tinhso upgrade --back")
    if unfinished().exists():
        yield Finding("phục hồi", "wrong", "lần phục hồi trước chưa xong: làm lại từ cơ sở dữ liệu trống")


def units() -> Iterator[Finding]:
    """After an upgrade, or where a unit names the folder of a version: the next start would be of the former program."""
    if stale := stale_files():
        yield Finding("đơn vị systemd", "note", words_for(stale))


def disk() -> Iterator[Finding]:
    settings.STATE.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.STATE).free / GIGABYTE
    level: Level = "good" if free >= 5 else "note" if free >= 1 else "wrong"
    yield Finding("đĩa", level, f"còn {free:.0f} GB" + ("" if level == "good" else ": dọn hoặc mở rộng đĩa"))


def program(deploy: bool) -> Iterator[Finding]:
    """What Django's own checks find wrong in the code as it is."""
    wrong = [message for message in run_checks() if message.level > WARNING]
    for message in wrong:
        yield Finding("chương trình", "wrong", f"{message.id} {message.msg}")
    if settings.DEBUG:
        yield Finding(
            "chương trình", "wrong" if deploy else "note", "TINHSO_DEBUG đang bật: tắt trên máy chủ thật"
        )


def unread_variables() -> Iterator[Finding]:
    """Variables that are called as ours are and that nobody reads: a slip leaves a setting at its default."""
    for name in environment().unknown():
        yield Finding("cài đặt", "note", f"{name} không phải cài đặt nào, có gõ nhầm không: tinhso settings")


def keys_in_time() -> Iterator[Finding]:
    """Keys in the state folder that are older than their schedule says, and old ones that nobody dropped."""
    for key in keys():
        due = None if os.environ.get(key.variable) else key.due(settings.STATE)
        if due is not None and due < timezone.now():
            yield Finding(
                "khóa", "note", f"{key.key} quá {key.months} tháng: {key.turned_by}; {key.afterwards}"
            )


def logs() -> Iterator[Finding]:
    """Whether the system that log lines are copied to is there; TLS with a certificate that is trusted."""
    try:
        target = target_of(settings.LOG_TO, settings.LOG_AUTHORITIES)
    except WrongAddress:
        sentence = "TINHSO_LOG_TO phải là tls://máy[:cổng], tcp://…, udp://… hoặc unix:///đường-dẫn: dòng chưa được gửi đi"
        yield Finding("nhật ký", "wrong", sentence)
        return
    if target is None:
        return
    try:
        target.connect().close()
    except OSError as error:
        sentence = f"{settings.LOG_TO} không nhận ({type(error).__name__}): dòng chờ trong bộ nhớ rồi mất, đầu ra vẫn giữ"
        yield Finding("nhật ký", "wrong", sentence)
        return
    if target.kind in ("tcp", "udp") and target.host not in LOCAL:
        yield Finding("nhật ký", "note", f"{settings.LOG_TO} không mã hóa trên đường: dùng tls://")
    else:
        yield Finding("nhật ký", "good", f"gửi thêm tới {settings.LOG_TO}")


def deployment() -> list[Finding]:
    """What only a real server must have."""
    wanted: list[tuple[str, bool, Level, str]] = [
        (
            "TINHSO_HOSTS",
            bool(set(settings.ALLOWED_HOSTS) - LOCAL),
            "wrong",
            "chưa đặt tên miền của hệ thống",
        ),
        ("TINHSO_HTTPS", settings.HTTPS, "wrong", "chưa bật: cookie và HSTS chỉ an toàn khi có HTTPS"),
        ("TINHSO_DEMO", not settings.DEMO, "wrong", "đang bật trên máy chủ thật"),
        ("TINHSO_MAIL_HOST", bool(settings.EMAIL_HOST), "note", "chưa đặt: thư chỉ ghi vào thư mục mail"),
        ("TINHSO_LOG_TO", bool(settings.LOG_TO), "note", "chưa đặt: nhật ký chỉ ra đầu ra chuẩn của máy này"),
        ("TINHSO_SECRET_KEY", len(settings.SECRET_KEY) >= 50, "wrong", "ngắn hơn 50 ký tự"),
    ]
    findings = [
        Finding(name, "good" if held else level, "đã đặt" if held else sentence)
        for name, held, level, sentence in wanted
    ]
    for message in run_checks(include_deployment_checks=True):
        if message.level >= WARNING and (message.id or "").startswith("security."):
            findings.append(Finding("cài đặt", "note", f"{message.id} {message.msg}"))
    return findings
