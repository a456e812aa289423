"""`HS <mã> <4 số cuối>` by SMS: state and due date, and nothing else."""

from datetime import datetime

from django.utils import timezone

from tinhso.casework.tracking.tracking import TooManyTries, track
from tinhso.kernel.notices.public import SmsCommand
from tinhso.lib.legal_time.working_time import HANOI

UNKNOWN = (
    "Không tìm thấy hồ sơ khớp mã và 4 số cuối. Cách nhắn: HS mã-hồ-sơ 4-số-cuối điện thoại hoặc định danh."
)


def answer(words: list[str], now: datetime) -> str:
    """A wrong code and wrong digits are answered alike, so that nobody learns which codes exist; so are reports, of
    which no digits prove anything."""
    if len(words) != 2:
        return UNKNOWN
    try:
        found = track(words[0], proof=words[1])
    except TooManyTries:
        return UNKNOWN
    if found is None or not found.title:
        return UNKNOWN
    due = f", hẹn trả {timezone.localtime(found.due_at, HANOI):%H:%M ngày %d/%m/%Y}" if found.due_at else ""
    return f"{found.code}: {found.state}{'' if found.finished else due}."


COMMAND = SmsCommand("HS", "HS mã-hồ-sơ 4-số-cuối (tình trạng hồ sơ)", answer)
