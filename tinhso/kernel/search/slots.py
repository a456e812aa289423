from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.roles import Administrator
from tinhso.kernel.site.slots import MenuItem

MENU = [MenuItem("officer", _("Từ đồng nghĩa"), "search:synonyms", order=84, roles=(Administrator.code,))]
