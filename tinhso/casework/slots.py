"""What casework itself puts on pages."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.slots import CaseKind, MenuItem

KINDS = [CaseKind("opinion", _("Lấy ý kiến"), "opinion", confidential=True, public_tracking=False)]
MENU = [
    MenuItem("public", _("Tra cứu"), "track", order=20),
    MenuItem("officer", _("Việc của tôi"), "worklist", order=10),
    MenuItem("officer", _("Theo dõi thời hạn"), "radar", order=20),
]
