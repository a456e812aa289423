from tinhso.kernel.notices.models.delivery import Delivery
from tinhso.kernel.notices.models.notice import Notice
from tinhso.kernel.notices.models.notice_choice import NoticeChoice

__all__ = ["Delivery", "Notice", "NoticeChoice"]
