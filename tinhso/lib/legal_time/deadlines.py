"""What stands in a deadline tag. Calendar time only: which hours count is the clock's matter, not the tag's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from tinhso.lib.dates import local

Tone = Literal["ok", "soon", "late", ""]
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """The words of a tag and how urgent they are; `tone` is a class of the style sheet."""

    text: str
    tone: Tone


def _span(span: timedelta) -> str:
    """ "25 phút", "3 giờ", "2 ngày": whole units that have passed, at least one minute."""
    if span < HOUR:
        return f"{max(1, int(span.total_seconds() // 60))} phút"
    if span < DAY:
        return f"{int(span // HOUR)} giờ"
    return f"{span.days} ngày"


def deadline(due: datetime | None, now: datetime) -> Deadline:
    """How a due time reads at this moment.

    "quá hạn 3 giờ" after it; "còn 25 phút", "còn 3 giờ" within four hours; "hạn hôm nay 16:00" on its day;
    "còn 1 ngày" on the eve (both soon); "còn 5 ngày" before. None is a clock that stands still.
    """
    if due is None:
        return Deadline("chưa tính hạn", "")
    due, now = local(due), local(now)
    if due < now:
        return Deadline(f"quá hạn {_span(now - due)}", "late")
    if due - now < 4 * HOUR:
        return Deadline(f"còn {_span(due - now)}", "soon")
    days = (due.date() - now.date()).days
    if days == 0:
        return Deadline(f"hạn hôm nay {due:%H:%M}", "soon")
    return Deadline(f"còn {days} ngày", "soon" if days == 1 else "ok")
