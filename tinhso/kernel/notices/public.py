"""The door of notices: `notify` in the transaction of the deed, `Topic`s in a system's `slots.py`."""

from tinhso.kernel.notices.actions.forget_notices import forget_notices
from tinhso.kernel.notices.actions.notify import notify
from tinhso.kernel.notices.carriers import Refused, TryLater, send_letter
from tinhso.kernel.notices.discretion import NeutralCases
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.push_key import make_push_key
from tinhso.kernel.notices.queries import deliveries_by_state, unread_count
from tinhso.kernel.notices.sms import SmsCommand
from tinhso.kernel.notices.topics import Topic, UnknownTopic, available_channels
from tinhso.kernel.notices.wording import NotForNotices, Param, Wording, wording

__all__ = [
    "NeutralCases",
    "NotForNotices",
    "Notice",
    "Param",
    "Refused",
    "SmsCommand",
    "Topic",
    "TryLater",
    "UnknownTopic",
    "Wording",
    "available_channels",
    "deliveries_by_state",
    "forget_notices",
    "make_push_key",
    "notify",
    "send_letter",
    "unread_count",
    "wording",
]
