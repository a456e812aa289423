"""Which scanner this instance has, and how its pages name it."""

from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from tinhso.lib.files.clamav import scan_stream
from tinhso.lib.files.signatures import scan_signatures


@dataclass(frozen=True)
class Verdict:
    """`signature` is empty for a clean file."""

    scanner: str
    signature: str


def examine(stream: BinaryIO) -> Verdict:
    """Ask ClamAV where it is configured, else the built-in list; ScannerUnavailable if ClamAV gives no answer."""
    if settings.TINHSO_CLAMAV:
        return Verdict("clamav", scan_stream(settings.TINHSO_CLAMAV, stream))
    return Verdict("builtin", scan_signatures(stream))


def scanner_notice() -> str:
    """One sentence for officers' and administrators' pages: what "Đã kiểm tra" means here."""
    if settings.TINHSO_CLAMAV:
        return _("Tệp được kiểm tra bằng phần mềm chống mã độc ClamAV.")
    return _(
        "Máy chủ chưa nối phần mềm chống mã độc: tệp chỉ được kiểm tra bằng danh sách mẫu có sẵn. "
        "Quản trị viên đặt TINHSO_CLAMAV để nối ClamAV."
    )
