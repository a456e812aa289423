"""What casework itself puts on pages."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework import sms
from tinhso.casework.figures import home_figures
from tinhso.kernel.notices.public import Topic
from tinhso.kernel.people.roles import Administrator, Auditor, Head, Supervisor
from tinhso.kernel.site.slots import CaseKind, HomeBlock, MenuItem

KINDS = [CaseKind("opinion", _("Lấy ý kiến"), "opinion", confidential=True, public_tracking=False)]
TOPICS = [
    Topic("casework.deadline", _("Nhắc việc sắp đến hạn, quá hạn"), channels=(), for_officers=True, order=20)
]
MENU = [
    MenuItem("public", _("Tra cứu"), "track", order=20),
    MenuItem("public", _("Số liệu"), "figures", order=50),
    MenuItem("officer", _("Việc của tôi"), "worklist", order=10),
    MenuItem("officer", _("Theo dõi thời hạn"), "radar", order=20, roles=(Head.code, Supervisor.code)),
    MenuItem("officer", _("Kiểm chứng"), "audit", order=70, roles=(Auditor.code,)),
    MenuItem("officer", _("Lịch làm việc"), "calendar", order=82, roles=(Administrator.code,)),
]
BLOCKS = [HomeBlock("casework/figures_block.html", home_figures)]
SMS = [sms.COMMAND]
