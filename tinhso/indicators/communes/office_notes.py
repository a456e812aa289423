"""The page of an office leads to that of its commune."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import OfficeNote


def commune_notes(ids: Sequence[int]) -> Mapping[int, OfficeNote]:
    """For the committees of communes. One query."""
    day = clock.today()
    rows = Agency.objects.filter(pk__in=ids, kind=Agency.Kind.COMMITTEE, unit__valid__contains=day)
    codes = rows.filter(unit__level=AdminUnit.Level.COMMUNE).values_list("pk", "unit__code")
    return {
        pk: OfficeNote(
            _("Kết quả giải quyết hồ sơ, phản ánh, hạ tầng số của xã:"),
            reverse("commune", args=[code]),
            _("Trang của xã"),
        )
        for pk, code in codes
    }
