"""Whether new passwords are compared with those that are known to the world."""

from collections.abc import Iterator

from django.conf import settings

from tinhso.kernel.site.operation import Finding

NAME = "TINHSO_BREACHED_PASSWORDS"


def breached() -> Iterator[Finding]:
    if settings.BREACHED_PASSWORDS:
        yield Finding(NAME, "good", "đã đặt")
    else:
        yield Finding(NAME, "note", "chưa có danh sách mật khẩu đã lộ: tinhso load_breached_passwords")
