"""Who can be become on the sign-in page of a demo, and what its banner offers."""

from django.utils.translation import gettext_lazy as _

from tinhso.demo.cast import members
from tinhso.kernel.site.slots import MenuItem

CAST = members()
MENU = [MenuItem("demo", _("Đổi ngày"), "shift_clock", order=20)]
