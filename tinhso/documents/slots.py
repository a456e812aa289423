"""What official documents put on pages of others, and say of themselves for who runs an instance."""

from django.utils.translation import gettext_lazy as _

from tinhso.documents.registers.report_number import take_number
from tinhso.documents.registers.upkeep import numbers_held
from tinhso.kernel.people.roles import Auditor, Clerk, Head
from tinhso.kernel.site.operation import Empty, Export, Metric
from tinhso.kernel.site.slots import DocumentNumbering, MenuItem

NUMBERING = [DocumentNumbering(take_number)]
MENU = [
    MenuItem(
        "officer",
        _("Sổ văn bản đi"),
        "document_register",
        group="dossiers",
        order=60,
        roles=(Clerk.code, Head.code, Auditor.code),
    )
]
EXPORTS = [Export("documents", "Sổ đăng ký văn bản đi: mọi số đã cấp, đã giữ, không dùng", order=26)]
METRICS = [
    Metric(
        "tinhso_documents_numbers_held",
        "numbers that are reserved and neither used nor released",
        numbers_held,
    )
]
EMPTY = [
    Empty("Setting", why="nothing outside is called"),
    Empty("Probe", why="nothing outside is needed: numbers are held by constraints of the database"),
    Empty("Retention", why="nothing is thrown away by itself: a register is kept as long as its agency is"),
    Empty("MyData", why="registers hold documents of agencies; who entered a number did so in office"),
    Empty("AccountEnd", why="what somebody entered in office stays in the agency's register"),
]
