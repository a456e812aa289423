from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation

from tinhso.kernel.notices.carriers import Refused, TryLater, send_letter, send_sms, write_text
from tinhso.kernel.notices.wording import wording
from tinhso.kernel.people.public import User, activation_days, activation_link
from tinhso.kernel.site import clock

RETRY_AFTER, TRIED_FOR = timedelta(minutes=1), timedelta(days=1)


def send_activation_letter(user_id: int, *, channel: str) -> datetime | None:
    """One letter or SMS with the link, which is made only now; when to try again, None when that is over."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or user.link_given_at is None or user.link_given_at + TRIED_FOR < timezone.now():
        return None
    link, days = activation_link(user), activation_days(clock.today())
    with translation.override("vi"):
        words = wording("notices.activation", {"link": link, "days": days, "name": user.username})
    reference = f"tinhso-activation-{user.pk}-{user.link_given_at:%Y%m%d%H%M%S}"
    try:
        if channel == "email":
            send_letter(reference, user.email, words.subject, words.text)
        elif settings.DEMO:
            write_text(f"{reference}-sms.txt", user.phone, f"{words.sms} {link}")
        else:
            send_sms(reference, user.phone, f"{words.sms} {link}")
    except TryLater:
        return timezone.now() + RETRY_AFTER
    except Refused:
        return None
    return None
