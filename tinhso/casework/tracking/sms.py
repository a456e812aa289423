"""`HS <mã> <4 số cuối hoặc cả số>` by SMS: state and due date, and nothing else."""

from datetime import datetime

from django.utils import timezone

from tinhso.casework.tracking.proof import Proof
from tinhso.casework.tracking.tracking import track
from tinhso.kernel.notices.public import SmsCommand
from tinhso.lib.legal_time.working_time import HANOI

UNKNOWN = "Không tìm thấy hồ sơ khớp mã và số đã nhắn. Cách nhắn: HS mã-hồ-sơ 4-số-cuối (hoặc cả số) điện thoại hoặc định danh."


def answer(phone: str, words: list[str], now: datetime) -> str:
    """A wrong code, wrong digits and digits that were not looked at are answered alike, so that nobody learns which codes
    exist; so are reports, of which no digits prove anything. `phone` has its nine digits without the 0."""
    if len(words) != 2:
        return UNKNOWN
    found = track(words[0], proof=words[1], caller=f"sms:{phone}", phone=f"0{phone}")
    if found is None or found.proof != Proof.RIGHT:
        return UNKNOWN
    due = f", hẹn trả {timezone.localtime(found.due_at, HANOI):%H:%M ngày %d/%m/%Y}" if found.due_at else ""
    return f"{found.code}: {found.state}{'' if found.finished else due}."


COMMAND = SmsCommand("HS", "HS mã-hồ-sơ 4-số-cuối (tình trạng hồ sơ)", answer)
