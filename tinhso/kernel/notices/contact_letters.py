"""What an account's new address is sent, and its former one: neither stands where notices find addresses."""

from uuid import UUID

from tinhso.kernel.events.public import job
from tinhso.kernel.notices.actions.notify import notify
from tinhso.kernel.notices.models import Delivery
from tinhso.kernel.notices.topics import available_channels
from tinhso.kernel.people.public import ContactCarrier, ContactChange
from tinhso.kernel.site import clock


def send(change_id: UUID) -> None:
    """The code, or once the new address holds the word to the former one, and a notice in the inbox."""
    change = ContactChange.objects.select_related("user").get(pk=change_id)
    if change.confirmed_at:
        notify(
            to=change.user,
            topic="notices.account",
            template=f"notices.{change.channel}_changed",
            params={"at": change.confirmed_at},
            now=clock.now(),
            key=f"contact_changed:{change.pk}",
            path="/tai-khoan/lien-he/",
        )
    if change.former or not change.confirmed_at:
        job("notices.contact_letter").defer(change_id=str(change_id), former=bool(change.confirmed_at))


CARRIERS = [
    ContactCarrier("email", lambda: Delivery.Channel.EMAIL in available_channels(), send),
    ContactCarrier("phone", lambda: Delivery.Channel.SMS in available_channels(), send),
]
