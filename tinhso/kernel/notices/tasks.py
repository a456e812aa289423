"""Jobs of notices, in the fast queue."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tinhso.kernel.notices.actions.send_activation_letter import send_activation_letter
from tinhso.kernel.notices.actions.send_contact_letter import send_contact_letter
from tinhso.kernel.notices.actions.send_delivery import send_delivery
from tinhso.kernel.notices.models import Delivery

LOST_AFTER = timedelta(minutes=2)  # a carrier answers within 20 seconds or not at all


@app.task(
    name="notices.send",
    aliases=["tinhso.kernel.notices.tasks.send"],  # how jobs are called that an older version deferred
    queue="fast",
    pass_context=False,
)
def send(delivery_id: int) -> None:
    """Send one message; if its carrier asks to wait, defer the next try."""
    again_at = send_delivery(delivery_id)
    if again_at is not None:
        send.configure(schedule_at=again_at).defer(delivery_id=delivery_id)


@app.task(name="notices.contact_letter", queue="fast", pass_context=False)
def contact_letter(change_id: str, former: bool) -> None:
    """Send a code to a new address, or word to the former one; every minute again while its carrier is away."""
    again_at = send_contact_letter(UUID(change_id), former=former)
    if again_at is not None:
        contact_letter.configure(schedule_at=again_at).defer(change_id=change_id, former=former)


@app.task(name="notices.activation_letter", queue="fast", pass_context=False)
def activation_letter(user_id: int, channel: str) -> None:
    """Send the link to set a password to its owner; every minute again while its carrier is away."""
    again_at = send_activation_letter(user_id, channel=channel)
    if again_at is not None:
        activation_letter.configure(schedule_at=again_at).defer(user_id=user_id, channel=channel)


@app.periodic(cron="* * * * *")
@app.task(queue="fast", queueing_lock="notices.mend", pass_context=False)
def mend(timestamp: int) -> None:
    """Defer messages whose job got lost, and letters whose worker died while sending: the Message-ID makes them the same letter.

    SMS and push have no such name at the other end; of those nobody knows, and once is once: they are given up.
    """
    late = timezone.now() - LOST_AFTER
    hanging = Delivery.objects.filter(state=Delivery.State.SENDING, claimed_at__lt=late)
    hanging.filter(channel=Delivery.Channel.EMAIL).update(
        state=Delivery.State.QUEUED, next_try=late - LOST_AFTER
    )
    hanging.update(state=Delivery.State.GAVE_UP)
    lost = Delivery.objects.filter(state=Delivery.State.QUEUED, next_try__lt=late).order_by("next_try")
    for pk in lost.values_list("pk", flat=True)[:500]:
        send.defer(delivery_id=pk)
