"""What open data put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.roles import Administrator, Clerk, DataOfficer, Examiner, Head
from tinhso.kernel.site.slots import MenuItem

MENU = [
    MenuItem("public", _("Dữ liệu mở"), "datasets", order=55),
    MenuItem(
        "officer",
        _("Dữ liệu mở của cơ quan"),
        "own_open_data",
        order=62,
        roles=(DataOfficer.code, Examiner.code, Head.code, Clerk.code),
    ),
    MenuItem("officer", _("Dữ liệu mở"), "keep_datasets", order=92, roles=(Administrator.code,)),
]
