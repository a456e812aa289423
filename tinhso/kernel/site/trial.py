"""What `tinhso check --try` really does with what lies outside the program: a mail that is sent, a file that is put and read
again, a service that is asked something which changes nothing there.

    TRIALS = [Trial("bank", "Ngân hàng", "TINHSO_BANK_URL", ask_bank)]

A system lists its own in `slots.py` (`declare.all_of(Trial)`), beside the `Probe`s, which look and never do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

SECONDS = 15.0
MOST_SKEW = 30


class NotSetUp(Exception):
    """The instance has no such service, or nobody to send to: no fault. The words say what is missing and what holds instead."""


class TrialFailed(Exception):
    """It did not work; the words say what happened and what to do about it."""


@dataclass(frozen=True)
class Recipient:
    """To whom a message is sent for a trial: "" to nobody."""

    email: str = ""
    phone: str = ""


Deed = Callable[[], str]


@dataclass(frozen=True)
class Trial:
    """`name` is how people call it, `variable` the setting that connects it.

    `begin` reads what it needs of the database and gives the deeds, each by what it is done to ("" where there is but one).
    A deed runs in a thread of its own, asks no database, and gives what was seen. Both raise NotSetUp or TrialFailed.
    """

    code: str
    name: str
    variable: str
    begin: Callable[[Recipient], Mapping[str, Deed]]
    order: int = 50


def not_reached(error: Exception, variable: str) -> TrialFailed:
    """The words for a service that gave no answer."""
    cause = error.__cause__ or error
    if isinstance(cause, requests.exceptions.SSLError):
        return TrialFailed(
            f"chứng thư TLS không được tin: xem địa chỉ ở {variable} và các gốc chứng thư của máy"
        )
    if isinstance(cause, requests.exceptions.Timeout):
        return TrialFailed(f"không trả lời kịp: xem địa chỉ ở {variable}, tường lửa, dịch vụ có chạy không")
    return TrialFailed(
        f"không kết nối được hoặc trả lời không đọc được ({type(cause).__name__}): "
        f"xem địa chỉ ở {variable}, tường lửa, dịch vụ có chạy không"
    )


def check_clock(whose: str, theirs: datetime, *, most: float = MOST_SKEW) -> str:
    """How far this machine's clock is from another's. TrialFailed where that is too far for signed messages."""
    skew = (datetime.now(UTC) - theirs).total_seconds()
    if abs(skew) > most:
        way = "nhanh" if skew > 0 else "chậm"
        raise TrialFailed(
            f"đồng hồ máy này {way} {abs(skew):.0f} giây so với {whose}: bật đồng bộ giờ (chrony, systemd-timesyncd)"
        )
    return f"đồng hồ lệch {abs(skew):.0f} giây"


def check_clock_of(answer: requests.Response, whose: str) -> str:
    """By the Date of an answer over HTTP; "" where it bears none."""
    try:
        theirs = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError, TypeError):
        return ""
    return check_clock(whose, theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))
