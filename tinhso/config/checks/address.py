"""Whether papers, mails, QR codes and links carry an address at which the site is reached."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from tinhso.kernel.site.operation import Finding

NAME = "địa chỉ cổng"
ISSUED = "không phát hành giấy tờ, thư, mã QR, đường dẫn kích hoạt nào"


def address(*, deploy: bool) -> Iterator[Finding]:
    given = os.environ.get("TINHSO_SITE_URL", "").strip()
    if not settings.SITE_URL:
        why = (
            f"TINHSO_SITE_URL={given} chỉ mở được trên máy này hoặc không phải địa chỉ"
            if given
            else "chưa đặt TINHSO_SITE_URL"
        )
        yield Finding(NAME, "wrong", f"{why}: {ISSUED}; đặt https://tên-miền của cổng")
    elif settings.HTTPS and not settings.SITE_URL.startswith("https://"):
        yield Finding(
            NAME, "wrong", f"TINHSO_SITE_URL={settings.SITE_URL} không phải https:// dù TINHSO_HTTPS bật"
        )
    elif settings.SITE_LOCAL and not settings.DEMO:
        sentence = "TINHSO_SITE_LOCAL hay TINHSO_DEBUG cho phép địa chỉ của riêng máy này: chỉ để thử"
        yield Finding(NAME, "wrong" if deploy else "note", sentence)
    elif not _served(urlsplit(settings.SITE_URL).hostname or ""):
        yield Finding(
            NAME,
            "wrong",
            f"TINHSO_HOSTS không có tên của {settings.SITE_URL}: mở các liên kết đã in sẽ bị từ chối",
        )
    else:
        yield Finding(NAME, "good", settings.SITE_URL)


def _served(host: str) -> bool:
    return any(
        name in ("*", host) or (name.startswith(".") and (host.endswith(name) or host == name[1:]))
        for name in settings.ALLOWED_HOSTS
    )
