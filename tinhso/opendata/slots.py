"""What open data put on pages of others."""

from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import WorklistRow
from tinhso.kernel.people.roles import Administrator, Clerk, DataOfficer, Examiner, Head
from tinhso.kernel.site.slots import CaseKind, MenuItem
from tinhso.opendata.upkeep import KIND, upkeep_rows

KINDS = [CaseKind(KIND, _("Cập nhật, rà soát dữ liệu mở"), "upkeep", public_tracking=False)]
ROWS = [WorklistRow(KIND, upkeep_rows)]
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
