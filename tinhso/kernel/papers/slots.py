from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.slots import MenuItem

MENU = [MenuItem("footer", _("Xác minh giấy tờ điện tử"), "verify", order=30)]
