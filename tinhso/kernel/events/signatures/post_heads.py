"""Signed heads leave the house: into a folder that another machine keeps, and by mail to whoever should note them."""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from tinhso.kernel.events.logs import LOGS
from tinhso.kernel.events.models import Seal, SealSignature
from tinhso.kernel.events.signatures.seal_key import fingerprint
from tinhso.kernel.events.signatures.statements import line_of
from tinhso.kernel.site.public import instance

log = logging.getLogger("tinhso.seals")


def newest_signatures() -> list[SealSignature]:
    """Of each log the newest one, events first."""
    found = (SealSignature.objects.filter(log=name).order_by("-pk").first() for name in LOGS)
    return [row for row in found if row]


def post_to_folder() -> int:
    """Append each newest head to `dau-chuoi-YYYY.txt` in TINHSO_SEAL_POST_DIR, once; how many were new."""
    if not settings.SEAL_POST_DIR:
        return 0
    folder, written = Path(settings.SEAL_POST_DIR), 0
    for row in newest_signatures():
        file = folder / f"dau-chuoi-{row.signed_at:%Y}.txt"
        line = line_of(row)
        try:
            if file.exists() and line in file.read_text(encoding="utf-8"):
                continue
            _append(file, line)
        except OSError as error:
            log.error("a head could not be posted: %s", type(error).__name__)
            return written
        written += 1
    return written


def post_stamps() -> int:
    """The time stamps of the newest heads as `dau-thoi-gian/LOG-NUMBER.tst` (DER) in the same folder; how many were new.

    `openssl ts -verify -digest SHA256-OF-THE-SIGNATURE -token_in -in FILE -CAfile ROOTS` reads them.
    """
    if not settings.SEAL_POST_DIR:
        return 0
    folder, written = Path(settings.SEAL_POST_DIR) / "dau-thoi-gian", 0
    for row in newest_signatures():
        stamp = row.stamps.order_by("pk").first()
        file = folder / f"{row.log}-{row.number}.tst"
        try:
            if stamp and not file.exists():
                folder.mkdir(exist_ok=True)
                draft = file.with_suffix(".new")
                draft.write_bytes(bytes(stamp.reply))
                draft.replace(file)
                written += 1
        except OSError as error:
            log.error("a time stamp could not be posted: %s", type(error).__name__)
            return written
    return written


def post_by_mail() -> bool:
    """One mail to TINHSO_SEAL_POST_MAIL with the newest heads. OSError and SMTPException are the carrier's."""
    rows = newest_signatures()
    if not settings.SEAL_POST_MAIL or not rows:
        return False
    here = instance().name or "Tỉnh Số"
    subject = _("Đầu chuỗi niêm phong ngày %(day)s") % {"day": f"{timezone.localtime():%d/%m/%Y}"}
    EmailMessage(f"[{here}] {subject}", mail_text(rows), to=settings.SEAL_POST_MAIL).send()
    return True


def mail_text(rows: list[SealSignature]) -> str:
    lines = [
        _("Xin giữ thư này. Khi kiểm chứng, lưu nội dung thư thành tệp rồi chạy: tinhso verify --posted TỆP"),
        "",
        *[line_of(row) for row in rows],
        "",
    ]
    for row in rows:
        label = Seal.Log(row.log).label
        lines.append(
            _("%(log)s: niêm phong số %(n)s, %(hash)s") % {"log": label, "n": row.number, "hash": row.hash}
        )
    lines.append(_("Vân tay khóa: %(key)s") % {"key": fingerprint(rows[0].public)})
    return "\n".join(lines)


def _append(file: Path, line: str) -> None:
    with os.fdopen(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o644), "w") as out:
        out.write(line + "\n")
        out.flush()
        os.fsync(out.fileno())
