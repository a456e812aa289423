from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from tinhso.kernel.notices.carriers import Refused, TryLater, send_letter, send_sms, write_text
from tinhso.kernel.notices.wording import wording
from tinhso.kernel.people.public import CODE_MINUTES, ContactChange, code_of

RETRY_AFTER = timedelta(minutes=1)


def send_contact_letter(change_id: UUID, *, former: bool) -> datetime | None:
    """One letter or SMS to the new address, or to the former one; when to try again, None when that is over.

    A code is tried as long as it is good for something, the word to the former address as long as its row is there: a day.
    """
    change = ContactChange.objects.filter(pk=change_id).first()
    if change is None:
        return None
    if not former and change.asked_at + timedelta(minutes=CODE_MINUTES) < timezone.now():
        return None
    name = f"{change.channel}_changed" if former else "contact_code"
    params = {"number": code_of(change.pk), "minutes": CODE_MINUTES, "at": change.confirmed_at}
    with translation.override("vi"):
        words = wording(f"notices.{name}", params)
    reference, address = f"tinhso-{name}-{change.pk}", change.former if former else change.address
    try:
        if change.channel == ContactChange.Channel.EMAIL:
            send_letter(reference, address, words.subject, words.text)
        elif settings.DEMO:
            write_text(f"{reference}-sms.txt", address, words.sms)
        else:
            send_sms(reference, address, words.sms)
    except TryLater:
        return timezone.now() + RETRY_AFTER
    except Refused:
        return None
    return None
