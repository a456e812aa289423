import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import Refused, TryLater
from tinhso.lib.dates import local
from tinhso.press.models import NewsletterItem, NewsSubscription
from tinhso.press.newsletter import letters
from tinhso.press.newsletter.actions.subscribe_newsletter import end_subscription
from tinhso.press.newsletter.days import next_letter
from tinhso.press.newsletter.events import NewslettersSent
from tinhso.press.newsletter.links import sends_letters

MOST, SECONDS = 500, 100
WAIT = timedelta(hours=1)
MOST_FAILURES = 3
UNCONFIRMED = timedelta(days=2)


def send_newsletters(*, by: Actor, now: datetime) -> int:
    """Digests that are due, and at once corrections and withdrawals of what letters brought; how many letters left.

    A reader is claimed for an hour before the letter leaves, so no two workers write to one. Where the mail server cannot take it, or
    this process dies on the way, it leaves then: rather twice than never. An address that refuses three times goes.
    """
    if not sends_letters():
        return 0
    until, sent, corrections = time.monotonic() + SECONDS, 0, 0
    for row in [*_due(now), *_corrected(now)]:
        if time.monotonic() > until:
            break
        due = row.next_at is not None and row.next_at <= now
        done = _write_to(row, due, now)
        sent, corrections = sent + bool(done), corrections + (done and not due)
    if sent:
        with transaction.atomic():
            record(NewslettersSent(letters=sent, corrections=corrections), by=by, at=now)
    return sent


def _due(now: datetime) -> list[NewsSubscription]:
    return list(NewsSubscription.objects.due(now).order_by("next_at", "pk")[:MOST])


def _corrected(now: datetime) -> list[NewsSubscription]:
    """Whose letters brought what is another by now; not those to whom the next hour brings it anyway: whose digest is near, whose
    server asked to wait."""
    older = NewsletterItem.objects.filter(subscription=OuterRef("pk"), version__lt=F("article__live__number"))
    rows = NewsSubscription.objects.confirmed().filter(Exists(older), next_at__gt=now + WAIT, failures=0)
    return list(rows.order_by("pk")[:MOST])


def _write_to(row: NewsSubscription, due: bool, now: datetime) -> bool:
    following, until = (next_letter(row.frequency, now), now) if due else (row.next_at, row.sent_until)
    claimed = NewsSubscription.objects.filter(pk=row.pk, next_at=row.next_at, sent_until=row.sent_until)
    if not claimed.update(next_at=now + WAIT if due else row.next_at):
        return False
    letter = letters.Letter(letters.new_articles(row, now) if due else [], letters.changed_items(row))
    if letter.empty:
        NewsSubscription.objects.filter(pk=row.pk).update(next_at=following, sent_until=until)
        return False
    try:
        letters.send(row, letter, now)
    except TryLater:
        NewsSubscription.objects.filter(pk=row.pk).update(next_at=now + WAIT)
        return False
    except Refused:
        _refused(row, following, now)
        return False
    _note_items(row, letter, now, next_at=following, sent_until=until)
    return True


@transaction.atomic
def _refused(row: NewsSubscription, following: datetime | None, now: datetime) -> None:
    """What it should have brought comes with the next digest."""
    found = NewsSubscription.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        return
    found.failures += 1
    if found.failures >= MOST_FAILURES:
        end_subscription(found, refused=True, now=now)
    else:
        found.next_at = following
        found.save(update_fields=["failures", "next_at"])


@transaction.atomic
def _note_items(
    row: NewsSubscription, letter: letters.Letter, now: datetime, **times: datetime | None
) -> None:
    """What it brought, and the times of the row from now on; nothing where the reader left meanwhile."""
    found = NewsSubscription.objects.select_for_update().filter(pk=row.pk)
    if not found.exists():
        return
    found.update(failures=0, **times)
    for item in letter.changed:
        assert item.article.live is not None
        NewsletterItem.objects.filter(pk=item.pk).update(version=item.article.live.number, at=now)
    NewsletterItem.objects.bulk_create(
        [
            NewsletterItem(subscription=row, article=one, version=one.live.number, at=now)
            for one in letter.articles
            if one.live
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def erase_newsletters(*, now: datetime) -> int:
    """Addresses that nobody confirmed within two days, and what letters brought longer ago than the rule says; how many rows went."""
    waiting = NewsSubscription.objects.filter(confirmed_at=None, asked_at__lte=now - UNCONFIRMED)
    deleted = waiting.delete()[0]
    days = rule_or("press.newsletter_item_days", None, on=local(now).date())
    if days is not None:
        deleted += NewsletterItem.objects.filter(at__lte=now - timedelta(days=days)).delete()[0]
    return deleted


def confirm_by_letter(*, subscription_id: int) -> None:
    """Ask the address; nothing where it was confirmed, or went, meanwhile. Whether the mail server is busy, the letter says."""
    row = NewsSubscription.objects.filter(pk=subscription_id, confirmed_at=None).first()
    if row is None or not sends_letters():
        return
    try:
        letters.send_confirmation(row)
    except Refused:
        with transaction.atomic():
            end_subscription(row, refused=True, now=row.asked_at)
