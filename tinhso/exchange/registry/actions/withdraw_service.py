from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from tinhso.exchange.models import Service
from tinhso.exchange.registry.callers import callers_of, notify_agencies
from tinhso.exchange.registry.events import ServiceWithdrawalAnnounced
from tinhso.exchange.registry.permissions import check_can_describe
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def withdraw_service(*, service: Service, last_day: date, words: str, by: Actor, now: datetime) -> None:
    """Tell every caller that the service closes after `last_day`; with callers, not before the notice of the rule
    `exchange.withdrawal_days`.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_describe(service.system.member, by, now.date())
    if not words.strip():
        raise EntryRefused("words", "Ghi lý do và nơi thay thế.")
    callers = callers_of(service, now)
    days = rule("exchange.withdrawal_days", on=now.date()) if callers else 0
    if last_day < now.date() + timedelta(days=days):
        raise EntryRefused("last_day", f"Phải báo trước ít nhất {days} ngày vì dịch vụ đang có nơi gọi.")
    Service.objects.filter(pk=service.pk).update(
        withdrawn_on=last_day + timedelta(days=1), withdrawal_words=words.strip()
    )
    record(ServiceWithdrawalAnnounced(service_id=service.pk, last_day=last_day), by=by, at=now)
    notify_agencies(
        callers,
        template="withdrawal",
        params={"code": service.code, "day": last_day},
        key=f"withdrawal:{service.pk}:{last_day:%Y%m%d}",
        path=reverse("exchange_service", args=[service.pk]),
        by=by,
        now=now,
    )
