from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse

from tinhso.exchange.models import InformationSystem, SystemKey
from tinhso.exchange.registry.callers import notify_agencies
from tinhso.exchange.registry.events import SystemKeyEntered, SystemKeyRevoked
from tinhso.exchange.registry.permissions import can_keep_registry, check_can_describe
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.public_keys import KeyRefused, read_pem


@transaction.atomic
def enter_key(*, system: InformationSystem, pem: str, last_day: date, by: Actor, now: datetime) -> SystemKey:
    """A system proves who it is by this key until its last day; several hold side by side, so that one can be changed.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(system.member, by, now.date())
    try:
        found = read_pem(pem)
    except KeyRefused as error:
        raise EntryRefused("pem", str(error)) from error
    most = rule("exchange.key_days", on=now.date())
    if not now.date() <= last_day <= now.date() + timedelta(days=most):
        raise EntryRefused("last_day", f"Ngày cuối phải từ hôm nay và trong {most} ngày.")
    if found.ends and last_day >= (ends := found.ends.astimezone(HANOI).date()):
        raise EntryRefused(
            "last_day", f"Chứng thư hết hạn ngày {ends:%d/%m/%Y}: ngày cuối phải trước ngày đó."
        )
    try:
        with transaction.atomic():
            key = SystemKey.objects.create(
                system=system,
                thumbprint=found.id,
                kind=found.kind,
                written=found.text,
                last_day=last_day,
                entered_by_id=by.user_id,
                entered_at=now,
            )
    except IntegrityError as error:
        raise EntryRefused("pem", "Khóa này đã được dùng; mỗi hệ thống có khóa riêng.") from error
    event = SystemKeyEntered(system_id=system.pk, thumbprint=Code(found.id), last_day=last_day)
    record(event, by=by, at=now)
    return key


@transaction.atomic
def revoke_key(*, key: SystemKey, by: Actor, now: datetime) -> None:
    """At once the key proves nothing; by the member, or by the operator where it has leaked.

    Raises: ExchangeForbidden, EntryRefused.
    """
    member = key.system.member
    if not can_keep_registry(by, now.date()):
        check_can_describe(member, by, now.date())
    if not SystemKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        raise EntryRefused("", "Khóa này đã được thu hồi.")
    record(SystemKeyRevoked(system_id=key.system_id, thumbprint=Code(key.thumbprint)), by=by, at=now)
    notify_agencies(
        [member.agency_id] if member.agency_id else [],
        template="key_revoked",
        params={"code": key.system.code, "key": str(key)},
        key=f"key-revoked:{key.pk}",
        path=reverse("exchange_member", args=[member.pk]),
        by=by,
        now=now,
    )
