"""Messages that the axis gave and that could not be taken: their bytes, and why in words of the page."""

from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.axis.actions.receive_status import StatusUnknown
from tinhso.documents.models import AxisArrival
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import Kind, erase_file, store_made
from tinhso.lib.edxml.limits import EdxmlRefused


class HeldBack(Exception):
    """The message can be read and is not acted on; `waits` where it is about a document that may still come."""

    def __init__(self, words: str, *, waits: bool = False) -> None:
        super().__init__(words)
        self.waits = waits


def words_of_problem(refused: Exception) -> str:
    if isinstance(refused, EdxmlRefused):
        return _("Bản tin không đọc được theo QCVN 102 (%(fields)s).") % {
            "fields": ", ".join(refused.problems)
        }
    if isinstance(refused, StatusUnknown):
        return _("Trạng thái cho văn bản mà cơ quan không gửi tới nơi đó.")
    return str(refused)


def keep_content(row: AxisArrival, content: bytes, *, now: datetime) -> None:
    """The bytes as they came, for whoever tries it again; an empty message has none."""
    if content:
        name = f"{row.origin_id[:16]}.edxml"
        row.content = store_made(content, name=name, kind=Kind.EDXML, by=SYSTEM, now=now)
        row.save(update_fields=["content"])


def let_content_go(row: AxisArrival, *, now: datetime) -> None:
    """Save the row; what was taken, or is set aside, is not kept twice."""
    file, row.content = row.content, None
    row.save()
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
