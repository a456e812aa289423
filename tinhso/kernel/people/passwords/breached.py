"""Passwords of known breaches, asked of a file on this machine: nothing of a password leaves it.

`TINHSO_BREACHED_PASSWORDS` names a text file of SHA-256 digests in upper-case hexadecimal, one a line in their order
(`tinhso load_breached_passwords` makes one of any lists of passwords). Without it nobody is asked.
"""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tinhso.kernel.people.models import User

LONGEST_LINE = 80


class NotBreached:
    """Django's validator. OSError where the file is named but not there: better no new password than an unasked one."""

    def validate(self, password: str, user: User | None = None) -> None:
        file = settings.BREACHED_PASSWORDS
        if file and any(holds(Path(file), digest_of(word)) for word in {password, password.lower()}):
            raise ValidationError(self.get_help_text(), code="password_breached")

    def get_help_text(self) -> str:
        return _("Mật khẩu này đã lộ trong một vụ rò rỉ dữ liệu. Ông/bà chọn mật khẩu khác.")


def digest_of(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest().upper()


def holds(file: Path, digest: str) -> bool:
    """Whether a line of the sorted file begins with the digest; some thirty reads in a file of gigabytes."""
    with file.open("rb") as lines:
        low, high = 0, os.fstat(lines.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            lines.seek(middle)
            if middle:
                lines.readline()  # the rest of a line that begins before
            line = lines.readline(LONGEST_LINE)
            found = line[: len(digest)].decode("ascii", "replace").upper()
            if found == digest:
                return True
            if not line or found > digest:
                high = middle
            else:
                low = middle + 1
        lines.seek(0)
        return lines.readline(LONGEST_LINE)[: len(digest)].decode("ascii", "replace").upper() == digest
