"""Of which system a bill is that a program sends: named by its code, and of the agency of who sends."""

from datetime import datetime

from django.db.models import Q

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import local
from tinhso.security.models import InformationSystem


def system_named(code: str, by: Actor, agency: Agency | None, now: datetime) -> InformationSystem | None:
    """None where there is none, or none that `agency` owns or runs; without an agency any that `by` sees."""
    rows = InformationSystem.objects.filter(code=code[:16])
    if not by.system:
        rows = rows.visible_to(by, on=local(now).date())
    if agency is not None:
        rows = rows.filter(Q(owner=agency) | Q(operator=agency))
    return rows.first()


def code_in(file_name: str) -> str:
    """The code of the system, with which the name of a file in the watched folder begins: `abcdef234567.cdx.json`."""
    return file_name.partition(".")[0].partition("-")[0].partition("_")[0].lower()
