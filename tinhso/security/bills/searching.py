"""Which systems hold a component, by the valid bills of the systems that the officer sees."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from tinhso.kernel.events.public import Actor
from tinhso.lib.scan_reports.packages import read_package
from tinhso.lib.software_bills.versions import NO_EPOCH, version_key
from tinhso.security.models import SoftwareBill, SoftwareComponent

LONGEST_SHORT = 100
FEWEST_LETTERS = 2


def short_name(name: str) -> str:
    """What a component is found by: the last part of its name, without capitals."""
    return name.rstrip("/").rpartition("/")[2].lower()[:LONGEST_SHORT] or name.lower()[:LONGEST_SHORT]


def holding(name: str, up_to: str, by: Actor, *, on: date) -> "QuerySet[SoftwareComponent]":
    """Components whose name begins so, or of that package URL; not newer than `up_to` where one is given, whatever their epoch where that names
    none. One of which the version is not known, or has no number, may be of any: it is among them."""
    words = name.strip()
    package, version = read_package(words)
    rows = SoftwareComponent.objects.filter(bill__in=SoftwareBill.objects.visible_to(by, on=on).valid())
    if package:
        rows = rows.filter(package=package)
    elif len(words) >= FEWEST_LETTERS:
        rows = rows.filter(short__startswith=short_name(words))
    else:
        return rows.none()
    if key := version_key(up_to or version):
        fits = Q(version_key__lte=key) | Q(version_key="")
        if key.startswith(NO_EPOCH):
            fits |= Q(behind_epoch__lte=key.removeprefix(NO_EPOCH))
        rows = rows.alias(behind_epoch=Substr("version_key", len(NO_EPOCH) + 1)).filter(fits)
    return rows.select_related("bill__system__owner", "bill__system__operator").order_by(
        "short", "version_key", "bill__system__name", "pk"
    )
