"""`tinhso check --security`: how the program itself is guarded. Each sentence says what to do."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from allauth.mfa.models import Authenticator
from cryptography import x509
from django.conf import settings
from django.db import DatabaseError

from tinhso.config.advisories import NotLooked, installed
from tinhso.config.backups.archive import apart_of, manifest_of
from tinhso.config.backups.marks import FRESH, MADE, age_of, remembered
from tinhso.config.backups.pool import FOLDER
from tinhso.config.backups.trial import newest_backup
from tinhso.config.checks.doctor import deployment, keys_in_time, rights, tried
from tinhso.config.checks.offline_advisories import holes_in
from tinhso.config.refusal import Refusal
from tinhso.kernel.papers.public import trust_roots
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site import clock
from tinhso.kernel.site.operation import Finding

BLIND = "không tra được"
"""A sentence that begins so says that nobody looked: it is never counted as good."""
MOST_NAMED = 5
MOST_FILES = 2000
SOON = timedelta(days=30)
CERTIFICATES = (".pem", ".crt", ".cer")
KEY_LETTERS = 20
"""So many different letters a drawn key of 50 has at least; a typed one has fewer."""


def examine_security(*, advisories: Path | None, backups: Path | None) -> list[Finding]:
    """All of it, whatever one part finds."""
    now = datetime.now(UTC)
    found = [*deployment(), *cookies(), *secret_key(), *keys_in_time(), *modes(settings.STATE)]
    found += [*certificates(settings.STATE, now), *dependencies(advisories, now), *backup(backups, now)]
    found += tried(database=False, deploy=True)
    try:
        found += [*rights(), *second_factors(), *tried(database=True, deploy=True)]
    except DatabaseError as error:
        sentence = f"{BLIND}: không kết nối được cơ sở dữ liệu ({type(error).__name__}); xem DATABASE_URL"
        found.append(Finding("cơ sở dữ liệu", "wrong", sentence))
    return found


def exit_code(findings: list[Finding]) -> int:
    """1 where something is wrong, else 2 where something could not be looked at, else 0."""
    if any(one.level == "wrong" for one in findings):
        return 1
    return 2 if any(one.sentence.startswith(BLIND) for one in findings) else 0


def cookies() -> Iterator[Finding]:
    """What a browser is told; all of it follows from TINHSO_HTTPS and TINHSO_DEBUG."""
    if settings.DEBUG:
        yield Finding("gỡ lỗi", "wrong", "đang bật DEBUG: trang lỗi lộ mã nguồn và cài đặt; tắt đi")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("tên miền", "wrong", "TINHSO_HOSTS nhận mọi tên: ghi đúng tên miền của hệ thống")
    wanted = {
        "cookie của phiên": settings.SESSION_COOKIE_SECURE and settings.SESSION_COOKIE_HTTPONLY,
        "cookie chống giả mạo": settings.CSRF_COOKIE_SECURE and settings.CSRF_COOKIE_HTTPONLY,
        "HSTS": settings.SECURE_HSTS_SECONDS >= 180 * 86_400,
        "chuyển sang HTTPS": settings.SECURE_SSL_REDIRECT,
    }
    for name, held in wanted.items():
        words = "đã bật" if held else "chưa bật: đặt TINHSO_HTTPS=1 khi đã có chứng thư"
        yield Finding(name, "good" if held else "wrong", words)


def secret_key() -> Iterator[Finding]:
    kinds = len(set(settings.SECRET_KEY))
    if len(settings.SECRET_KEY) < 50 or kinds < KEY_LETTERS:
        sentence = "khóa bí mật ngắn hoặc đoán được: để tinhso tự sinh, hoặc tinhso turn_key secret-key"
        yield Finding("khóa bí mật", "wrong", sentence)
    else:
        yield Finding("khóa bí mật", "good", f"{len(settings.SECRET_KEY)} ký tự")


def modes(state: Path) -> Iterator[Finding]:
    """Nobody but who serves reads the keys, and nobody else writes into the state folder."""
    wrong: list[str] = []
    for path in [state, *sorted(state.glob("*"))[:MOST_FILES]]:
        try:
            mode = path.lstat().st_mode
        except OSError:
            continue
        is_key = stat.S_ISREG(mode) and ("key" in path.name or "password" in path.name)
        if not stat.S_ISLNK(mode) and mode & (0o077 if is_key else 0o022):
            wrong.append(f"{path.name} ({stat.S_IMODE(mode):o})")
    if wrong:
        names = ", ".join(wrong[:MOST_NAMED])
        sentence = f"{len(wrong)} tệp, thư mục người khác đọc hoặc ghi được ({names}): chmod go-rwx"
        yield Finding("quyền của tệp", "wrong", sentence)
    elif not os.access(state, os.R_OK | os.X_OK):
        sentence = f"{BLIND}: không mở được thư mục trạng thái; chạy bằng tài khoản của dịch vụ"
        yield Finding("quyền của tệp", "note", sentence)
    else:
        yield Finding("quyền của tệp", "good", "khóa và thư mục trạng thái chỉ dịch vụ đọc, ghi được")


def certificates(state: Path, now: datetime) -> Iterator[Finding]:
    """Roots by which signatures are trusted, and certificates in the state folder."""
    found = [(str(root.subject.human_friendly), root.not_valid_after) for root in trust_roots()]
    broken: list[str] = []
    for path in [one for one in sorted(state.glob("*")) if one.suffix in CERTIFICATES][:MOST_FILES]:
        try:
            body = path.read_bytes()
            if b"BEGIN CERTIFICATE" in body:
                found += [
                    (path.name, one.not_valid_after_utc) for one in x509.load_pem_x509_certificates(body)
                ]
        except (OSError, ValueError):
            broken.append(path.name)
    over = sorted(name for name, until in found if until <= now)
    soon = sorted(name for name, until in found if now < until <= now + SOON)
    if over:
        names = ", ".join(over[:MOST_NAMED])
        yield Finding("chứng thư", "wrong", f"{len(over)} chứng thư đã hết hạn ({names}): thay chứng thư mới")
    if soon:
        names = ", ".join(soon[:MOST_NAMED])
        yield Finding(
            "chứng thư", "note", f"{len(soon)} chứng thư hết hạn trong 30 ngày ({names}): xin cấp mới"
        )
    if broken:
        yield Finding("chứng thư", "note", f"{BLIND}: không đọc được {', '.join(broken[:MOST_NAMED])}")
    if not (over or soon or broken):
        yield Finding("chứng thư", "good", f"{len(found)} chứng thư còn hạn")


def dependencies(file: Path | None, now: datetime) -> Iterator[Finding]:
    """Out of a file alone: `tinhso audit` asks over the network."""
    if file is None:
        sentence = (
            f"{BLIND}: chưa có tệp cảnh báo; --advisories all.zip (OSV, PyPI) hoặc tệp JSON của pip-audit"
        )
        yield Finding("thư viện", "note", sentence)
        return
    libraries = installed()
    try:
        holes = holes_in(file, libraries, now)
    except NotLooked as why:
        yield Finding("thư viện", "note", f"{BLIND}: {why}. Chưa biết thư viện có lỗ hổng hay không")
        return
    if not holes:
        yield Finding(
            "thư viện", "good", f"đã tra {len(libraries)} thư viện trong {file.name}: không có cảnh báo"
        )
        return
    names = ", ".join(f"{one.library} {one.version} ({one.advisory})" for one in holes[:MOST_NAMED])
    sentence = f"{len(holes)} lỗ hổng đã công bố ({names}): nâng lên bản đã vá, tinhso upgrade"
    yield Finding("thư viện", "wrong", sentence)


def backup(place: Path | None, now: datetime) -> Iterator[Finding]:
    if place is None and age_of(MADE) is not None:
        yield from remembered()
        return
    if place is None:
        sentence = f"{BLIND}: chưa nói bản sao lưu nằm ở đâu; --backups THƯ-MỤC"
        yield Finding("sao lưu", "note", sentence)
        return
    try:
        newest = newest_backup(place)
        age = now - datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    except (Refusal, OSError):
        yield Finding("sao lưu", "wrong", f"không có bản sao lưu nào ở {place.name}: chạy tinhso backup")
        return
    if wrong := _unusable(newest):
        yield Finding("sao lưu", "wrong", wrong)
        return
    hours = int(age.total_seconds() // 3600)
    if age > FRESH:
        yield Finding("sao lưu", "wrong", f"bản mới nhất đã {hours // 24} ngày: xem lịch chạy tinhso backup")
    elif newest.stat().st_mode & 0o077:
        yield Finding("sao lưu", "wrong", f"{newest.name} người khác đọc được: chmod 600")
    else:
        yield Finding("sao lưu", "good", f"bản mới nhất cách đây {hours} giờ")


def _unusable(newest: Path) -> str:
    """Why nothing comes back out of it, as far as its own words and modes say; "" where they say no such thing."""
    pool = newest.parent / FOLDER
    try:
        apart = apart_of(manifest_of(newest))
        if apart and not pool.is_dir():
            return f"{newest.name} thiếu thư mục {FOLDER} cạnh nó: mang cả thư mục ấy về"
        if apart and pool.stat().st_mode & 0o077:
            return f"{FOLDER} người khác đọc được: chmod 700"
    except (Refusal, OSError):
        return f"{newest.name} không đọc được hoặc không trọn vẹn: chạy lại tinhso backup"
    return ""


def second_factors() -> Iterator[Finding]:
    """An account that gives rights opens with two factors."""
    posts = Post.objects.on(clock.today()).with_role(Administrator.code).filter(user__is_active=True)
    people = set(posts.values_list("user", flat=True))
    factors = Authenticator.objects.filter(user__in=people).exclude(type=Authenticator.Type.RECOVERY_CODES)
    guarded = set(factors.values_list("user", flat=True))
    if bare := len(people - guarded):
        sentence = (
            f"{bare} người quản trị chưa có lớp thứ hai: đăng nhập, mở Tài khoản, thêm ứng dụng mã hoặc khóa"
        )
        yield Finding("xác thực hai lớp", "note" if settings.DEMO else "wrong", sentence)
    else:
        yield Finding("xác thực hai lớp", "good", f"{len(people)} người quản trị đều có lớp thứ hai")
