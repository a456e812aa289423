from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from tinhso.exchange.connections import surroundings
from tinhso.exchange.connections.events import ProviderCertificateSeen
from tinhso.exchange.models import ProviderCertificate, ServiceAddress
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.reach import Ended, Reach

SCHEME = "https://"
MOST, AT_ONCE = 500, 8
"""Addresses of one day, those first that were longest not looked at; eight seconds each at most, so many side by side."""


def look_at_certificates(*, by: Actor, at: datetime, now: datetime) -> int:
    """See which certificate answers at each address of a service that is given, and write down its end or why none could be read;
    how many addresses. By the system, once a day; one look for whatever stands at the same machine and port. `at` is the real
    clock. Call it while no transaction is open.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    places = _places(at)
    peers = {peer_of(place.url): place.url for place in places}
    with ThreadPoolExecutor(AT_ONCE) as looks:
        found = dict(zip(peers, looks.map(surroundings.look_at, peers.values()), strict=True))
    with transaction.atomic():
        _write(places, found, by, at, now)
    return len(places)


def peer_of(url: str) -> str:
    """Machine and port."""
    return url.removeprefix(SCHEME).partition("/")[0]


def _places(at: datetime) -> list[ServiceAddress]:
    """One query. Where a sandbox stands in (in a demo alone) there is no certificate."""
    given = Q(service__withdrawn_on=None) | Q(service__withdrawn_on__gt=at.astimezone(HANOI).date())
    found = ServiceAddress.objects.filter(given, url__startswith=SCHEME).exclude(
        url__in=list(settings.EXCHANGE_STAND_INS)
    )
    return list(found.order_by(F("certificate__looked_at").asc(nulls_first=True), "pk")[:MOST])


def _write(
    places: Iterable[ServiceAddress], found: Mapping[str, Reach], by: Actor, at: datetime, now: datetime
) -> None:
    """Three queries, and an event of each certificate that was not seen before. A service that moved meanwhile waits a day."""
    looked = {place.pk: place.url for place in places}
    still = ServiceAddress.objects.select_for_update().filter(pk__in=looked).order_by("pk")
    before = {row.address_id: row for row in ProviderCertificate.objects.filter(address__in=looked)}
    rows = []
    for place in still:
        if place.url != looked[place.pk]:
            continue
        row = before.get(place.pk) or ProviderCertificate(address=place)
        if _write_look(row, found[peer_of(place.url)], at) and row.ends_at is not None:
            event = ProviderCertificateSeen(
                service_id=place.service_id,
                environment=Code(place.environment),
                fingerprint=Code(row.fingerprint),
                ends_at=row.ends_at,
            )
            record(event, by=by, at=now)
        rows.append(row)
    ProviderCertificate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["address"],
        update_fields=["fingerprint", "ends_at", "seen_at", "looked_at", "error"],
    )


def _write_look(row: ProviderCertificate, found: Reach, at: datetime) -> bool:
    """Write the look into the row, whether the certificate is another one. What was read before stays where none is read now."""
    shown = found.certificate
    row.looked_at, row.error = at, "" if found.ended == Ended.ANSWERED else found.ended.value
    if shown is None:
        row.error = row.error or Ended.NO_TLS.value
        return False
    other = row.fingerprint != shown.fingerprint
    row.fingerprint, row.ends_at, row.seen_at = shown.fingerprint, shown.ends, at
    return other
