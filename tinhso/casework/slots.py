"""What casework itself puts on pages."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.public import actor_for
from tinhso.kernel.people.roles import Auditor
from tinhso.kernel.site.slots import CaseKind, MenuItem


def _is_auditor(request: HttpRequest) -> bool:
    return actor_for(request).holds(Auditor)


KINDS = [CaseKind("opinion", _("Lấy ý kiến"), "opinion", confidential=True, public_tracking=False)]
TOPICS = [
    Topic("casework.deadline", _("Nhắc việc sắp đến hạn, quá hạn"), channels=(), for_officers=True, order=20)
]
MENU = [
    MenuItem("public", _("Tra cứu"), "track", order=20),
    MenuItem("officer", _("Việc của tôi"), "worklist", order=10),
    MenuItem("officer", _("Theo dõi thời hạn"), "radar", order=20),
    MenuItem("officer", _("Kiểm chứng"), "audit", order=70, shown=_is_auditor),
]
