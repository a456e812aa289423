from tinhso.kernel.notices.models.delivery import Delivery
from tinhso.kernel.notices.models.notice import Notice
from tinhso.kernel.notices.models.notice_choice import NoticeChoice
from tinhso.kernel.notices.models.push_subscription import PushSubscription

__all__ = ["Delivery", "Notice", "NoticeChoice", "PushSubscription"]
