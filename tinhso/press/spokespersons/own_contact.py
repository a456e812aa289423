"""The public contacts of spokespersons, for who asks whether a number or an address is the province's."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.own_contact import OwnContact, dialled
from tinhso.press.models import Spokesperson


def spokespersons_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """One query. By the agency: the person's name stands in the register that `url` opens."""
    if kind not in ("phone", "email"):
        return []
    rows = Spokesperson.objects.on(day).values_list("agency__name", "phone", "email")
    return [
        OwnContact(agency, _("Người phát ngôn"), reverse("spokespersons"))
        for agency, phone, email in rows
        if value == (dialled(phone) if kind == "phone" else email.lower())
    ]
