from datetime import datetime

from django.db import IntegrityError, transaction

from tinhso.exchange.models import ClientCertificate, InformationSystem
from tinhso.exchange.registry.events import ClientCertificateEntered, ClientCertificateRemoved
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.public_keys import KeyRefused, read_client_certificate

MOST = 20
"""Of one system at a time."""


@transaction.atomic
def enter_client_certificate(
    *, system: InformationSystem, pem: str, by: Actor, at: datetime, now: datetime
) -> ClientCertificate:
    """The certificate to which a system binds its tokens is written down, so that its end is told ahead; it gives no right and is
    asked for by nobody. `at` is the real clock.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(system.member, by, now.date())
    try:
        found = read_client_certificate(pem)
    except KeyRefused as error:
        raise EntryRefused("pem", str(error)) from error
    if found.ends <= at:
        day = found.ends.astimezone(HANOI)
        raise EntryRefused("pem", f"Chứng thư này đã hết hạn ngày {day:%d/%m/%Y}.")
    if system.certificates.filter(removed_at=None).count() >= MOST:
        raise EntryRefused("", f"Mỗi hệ thống ghi tối đa {MOST} chứng thư; hãy bỏ chứng thư không dùng nữa.")
    try:
        with transaction.atomic():
            certificate = ClientCertificate.objects.create(
                system=system,
                thumbprint=found.thumbprint,
                ends_at=found.ends,
                entered_by_id=by.user_id,
                entered_at=now,
            )
    except IntegrityError as error:
        raise EntryRefused("pem", "Chứng thư này đã được ghi cho hệ thống.") from error
    event = ClientCertificateEntered(
        system_id=system.pk, thumbprint=Code(found.thumbprint), ends_at=found.ends
    )
    record(event, by=by, at=now)
    return certificate


@transaction.atomic
def remove_client_certificate(*, certificate: ClientCertificate, by: Actor, now: datetime) -> None:
    """Its end is told no more: the system has another one. Tokens that are bound to it go on until they end.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(certificate.system.member, by, now.date())
    open_ones = ClientCertificate.objects.filter(pk=certificate.pk, removed_at=None)
    if not open_ones.update(removed_at=now):
        raise EntryRefused("", "Chứng thư này đã được bỏ.")
    event = ClientCertificateRemoved(system_id=certificate.system_id, thumbprint=Code(certificate.thumbprint))
    record(event, by=by, at=now)
