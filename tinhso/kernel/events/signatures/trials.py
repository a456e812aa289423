"""Each time stamping authority stamps a digest of chance; the clock of this machine is compared with its time and the database's."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from django.conf import settings

from tinhso.kernel.events.signatures.timestamps import NotStamped, ask_for_stamp
from tinhso.kernel.site.operation import value
from tinhso.kernel.site.trial import Deed, NotSetUp, Recipient, TrialFailed, check_clock

MOST = 2  # seconds


def compare_clocks(_recipient: Recipient) -> Mapping[str, Deed]:
    """Events bear the database's time, sessions and signed messages the machine's."""
    theirs = value("select clock_timestamp()")
    assert isinstance(theirs, datetime)
    words = check_clock("cơ sở dữ liệu", theirs, most=MOST)
    return {"": lambda: words}


def ask_authorities(_recipient: Recipient) -> Mapping[str, Deed]:
    if not settings.TIMESTAMP_URLS:
        raise NotSetUp("chưa đặt TINHSO_TIMESTAMP_URL: đầu chuỗi không có dấu thời gian")
    return {url: partial(_stamp, url) for url in settings.TIMESTAMP_URLS}


def _stamp(url: str) -> str:
    try:
        _token, stamp = ask_for_stamp(secrets.token_hex(64), url)
    except NotStamped as error:
        raise TrialFailed(
            f"không cấp dấu đọc được ({error}): xem TINHSO_TIMESTAMP_URL, tường lửa; hệ thống vẫn chạy"
        ) from error
    clock = check_clock("nơi cấp dấu thời gian", stamp.stamped_at)
    if not stamp.trusted:
        raise TrialFailed("dấu đúng nhưng không có gốc nào tin nơi cấp: xem TINHSO_TIMESTAMP_ROOTS")
    return f"đã cấp một dấu; {clock}"
