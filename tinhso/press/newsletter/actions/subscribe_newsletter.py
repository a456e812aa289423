import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Code, job, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import Category, NewsSubscription
from tinhso.press.newsletter.days import next_letter
from tinhso.press.newsletter.events import NewsletterConfirmed, NewsletterEnded, NewsletterRequested
from tinhso.press.newsletter.links import CONFIRM, LEAVE, of_link

EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
LONGEST = 120


class LinkOver(EntryRefused):
    """The link was used up: confirmed and replaced, unsubscribed, or never ours."""

    def __init__(self) -> None:
        super().__init__("", "Đường dẫn không còn hiệu lực. Ông/bà có thể đăng ký lại.")


@transaction.atomic
def subscribe_newsletter(*, email: str, topics: Sequence[str], frequency: str, now: datetime) -> None:
    """Somebody asks for news at an address; a letter asks the address whether it wants them, and nothing else leaves until it says so.

    The answer is the same whether the address is known or not, so that nobody learns who reads. The log names nobody.

    Raises: EntryRefused.
    """
    address = email.strip().lower()
    if len(address) > LONGEST or not EMAIL.fullmatch(address):
        raise EntryRefused("email", "Ghi một địa chỉ thư điện tử, ví dụ ten@example.vn.")
    known = set(Category.objects.on(local(now).date()).values_list("code", flat=True))
    wanted = sorted(set(topics) & known)
    if not wanted or len(wanted) != len(set(topics)):
        raise EntryRefused("topics", "Chọn ít nhất một chuyên mục trong danh sách.")
    if frequency not in NewsSubscription.Frequency.values:
        raise EntryRefused("frequency", "Chọn mỗi ngày hoặc mỗi tuần.")
    given = {"topics": wanted, "frequency": frequency, "asked_at": now}
    row, _made = NewsSubscription.objects.update_or_create(email=address, confirmed_at=None, defaults=given)
    record(NewsletterRequested(subscription_id=row.pk), by=SYSTEM, at=now)
    job("press.confirm_newsletter").defer(subscription_id=row.pk)


@transaction.atomic
def confirm_newsletter(*, token: str, now: datetime) -> NewsSubscription:
    """The address wants the letters; what it had chosen before is replaced. A second time does nothing.

    Raises: LinkOver.
    """
    found = of_link(token, CONFIRM)
    if found is None:
        raise LinkOver
    row = NewsSubscription.objects.select_for_update().get(pk=found.pk)
    if row.confirmed_at is not None:
        return row
    row.confirmed_at = row.sent_until = now
    for former in NewsSubscription.objects.confirmed().filter(email=row.email):
        row.sent_until = former.sent_until
        former.items.update(subscription=row)
        former.delete()
    row.next_at = next_letter(row.frequency, now)
    row.save(update_fields=["confirmed_at", "sent_until", "next_at"])
    event = NewsletterConfirmed(subscription_id=row.pk, frequency=Code(row.frequency))
    record(event, by=SYSTEM, at=now)
    return row


@transaction.atomic
def leave_newsletter(*, token: str, now: datetime) -> None:
    """One press, no question: the address goes, and with it what it received.

    Raises: LinkOver.
    """
    row = of_link(token, LEAVE)
    if row is None:
        raise LinkOver
    end_subscription(row, refused=False, now=now)


@transaction.atomic
def end_subscription(row: NewsSubscription, *, refused: bool, now: datetime) -> None:
    record(NewsletterEnded(subscription_id=row.pk, refused=refused), by=SYSTEM, at=now)
    NewsSubscription.objects.filter(email=row.email, confirmed_at=None).exclude(pk=row.pk).delete()
    row.items.all().delete()
    row.delete()
