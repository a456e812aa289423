"""The sites of agencies in the register of channels, for who asks whether a name is the province's."""

from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse

from tinhso.kernel.site.own_contact import OwnContact
from tinhso.press.models import Channel


def channels_own(kind: str, value: str, day: date) -> list[OwnContact]:
    """Verified sites by their name. Pages at a social network are no site of ours: the name is the network's. One query."""
    if kind != "name":
        return []
    rows = Channel.objects.on(day).filter(
        kind=Channel.Kind.SITE, verified_at__isnull=False, address__icontains=value
    )
    return [
        OwnContact(one.agency.name, one.name, reverse("verified_pages"))
        for one in rows.select_related("agency")
        if (urlsplit(one.address).hostname or "").removeprefix("www.") == value.removeprefix("www.")
    ]
