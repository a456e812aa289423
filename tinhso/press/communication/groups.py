"""To whom guidance goes: groups of agencies as they are that day, without a line for each."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency

GROUPS = {
    "departments": _("Các sở, ban, ngành cấp tỉnh"),
    "districts": _("Ủy ban nhân dân cấp huyện"),
    "communes": _("Ủy ban nhân dân cấp xã"),
}
CONDITIONS = {
    "departments": Q(level=Agency.Level.PROVINCE, kind=Agency.Kind.DEPARTMENT),
    "districts": Q(level=Agency.Level.DISTRICT, kind=Agency.Kind.COMMITTEE),
    "communes": Q(level=Agency.Level.COMMUNE, kind=Agency.Kind.COMMITTEE),
}


def agencies_of(groups: Iterable[str], day: date) -> "QuerySet[Agency]":
    """All agencies of these groups that exist that day. One query."""
    wanted = Q(pk__in=[])
    for group in groups:
        wanted |= CONDITIONS[group]
    return Agency.objects.on(day).filter(wanted).order_by("sort_key")
