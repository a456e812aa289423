from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import Agreement, Member
from tinhso.exchange.registry.callers import agencies_of, notify_agencies
from tinhso.exchange.registry.events import MemberResumed, MemberSuspended
from tinhso.exchange.registry.permissions import check_can_keep_registry
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def suspend_member(*, member: Member, ground: str, text: str, by: Actor, now: datetime) -> None:
    """At once the member neither calls nor answers; it and whoever calls it are told.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do tạm dừng.")
    if not member.suspend(ground, text.strip(), now):
        raise EntryRefused("", "Thành viên này đang tạm dừng.")
    record(MemberSuspended(member_id=member.pk, ground=Code(ground)), by=by, at=now)
    _notify_member_and_callers(member, "member_suspended", by, now)


@transaction.atomic
def resume_member(*, member: Member, by: Actor, now: datetime) -> None:
    """The member calls and answers again; the same are told.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_keep_registry(by, now.date())
    if not member.resume():
        raise EntryRefused("", "Thành viên này không bị tạm dừng.")
    record(MemberResumed(member_id=member.pk), by=by, at=now)
    _notify_member_and_callers(member, "member_resumed", by, now)


def _notify_member_and_callers(member: Member, template: str, by: Actor, now: datetime) -> None:
    granted = Agreement.objects.filter(
        service__system__member=member, approved_at__isnull=False, ended_at=None
    )
    agencies = agencies_of(granted.values_list("pk", flat=True)) | {member.agency_id or 0}
    notify_agencies(
        agencies,
        template=template,
        params={"code": member.code},
        key=f"{template}:{member.pk}:{now:%Y%m%d%H%M%S}",
        path=reverse("exchange_member", args=[member.pk]),
        by=by,
        now=now,
    )
