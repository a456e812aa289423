from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.exchange.models import EventDelivery
from tinhso.exchange.subscriptions.events import DeliveryRepeated, DeliverySkipped
from tinhso.exchange.subscriptions.permissions import check_can_mend
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused

State = EventDelivery.State


@transaction.atomic
def replay_delivery(*, delivery: EventDelivery, by: Actor, now: datetime) -> None:
    """Send a notice anew, at the next round: one that is dead, that waits for its next try, or that was taken before.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_mend(delivery.subscription, by, now.date())
    if delivery.subscription.ended_at is not None:
        raise EntryRefused("", "Đăng ký này đã chấm dứt.")
    rows = EventDelivery.objects.filter(pk=delivery.pk).exclude(state__in=[State.SENDING, State.SKIPPED])
    if not rows.update(state=State.WAITING, attempts=0, next_try=timezone.now(), ended_at=None, lease=""):
        raise EntryRefused("", "Sự kiện đang được gửi, hoặc đã bỏ qua.")
    record(DeliveryRepeated(delivery_id=delivery.pk), by=by, at=now)


@transaction.atomic
def skip_delivery(*, delivery: EventDelivery, text: str, by: Actor, now: datetime) -> None:
    """Set a notice aside for good, with a reason; those behind it go on.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_mend(delivery.subscription, by, now.date())
    rows = EventDelivery.objects.filter(pk=delivery.pk, state__in=[State.DEAD, State.WAITING])
    if not text.strip():
        raise EntryRefused("text", "Ghi lý do bỏ qua.")
    changes = {"skip_reason": text.strip()[:500], "skipped_by_id": by.user_id}
    if not rows.update(state=State.SKIPPED, ended_at=timezone.now(), **changes):
        raise EntryRefused("", "Sự kiện đã gửi xong, đang gửi hoặc đã bỏ qua.")
    record(DeliverySkipped(delivery_id=delivery.pk), by=by, at=now)
