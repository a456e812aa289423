"""The country's emergency numbers, for who asks whether a number is a true one."""

from datetime import date

from django.urls import reverse

from tinhso.citizen.phone_app.emergency import emergency_numbers
from tinhso.kernel.site.own_contact import OwnContact


def emergency_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """No query."""
    found = [one for one in emergency_numbers() if kind == "phone" and one.number == value]
    return [OwnContact(one.name, one.use, reverse("app")) for one in found]
