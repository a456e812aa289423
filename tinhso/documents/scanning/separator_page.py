"""The page that is laid between two documents before they are scanned in one go, to be printed."""

import io
from datetime import datetime
from pathlib import Path

import segno
from django.utils.translation import gettext as _

from tinhso.kernel.papers.public import typeset
from tinhso.lib.scans.separators import SEPARATOR

SHEET = Path(__file__).parents[1] / "data/separator.typ"


def separator_pdf(*, now: datetime) -> bytes:
    out = io.BytesIO()
    segno.make(SEPARATOR, error="h").save(out, kind="svg", scale=10, border=4, xmldecl=False)
    data = {
        "title": _("TRANG NGĂN"),
        "words": _("Đặt trang này giữa hai văn bản khi quét. Trang này không thuộc văn bản nào."),
        "code": out.getvalue().decode(),
    }
    return typeset(SHEET, data, at=now)
