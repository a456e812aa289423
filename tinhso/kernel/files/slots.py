from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.slots import MenuItem

MENU = [MenuItem("officer", _("Tệp đã nhận"), "files:overview", order=83, roles=(Administrator.code,))]
