from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.types import JSONDict

from tinhso.kernel.events.public import SYSTEM, Actor, job, record
from tinhso.kernel.notices.events import PersonNotified
from tinhso.kernel.notices.models import Delivery, Notice, NoticeChoice
from tinhso.kernel.notices.topics import Topic, channels_of, is_on_at_first, topic
from tinhso.kernel.notices.wording import Param, as_json
from tinhso.kernel.people.public import Person, User, owner_of
from tinhso.kernel.site.public import cached_query, in_one_transaction, insert_once, insert_row


@in_one_transaction
def notify(
    *,
    to: User | Person,
    topic: str,
    template: str,
    params: Mapping[str, Param],
    now: datetime,
    key: str,
    case_id: int | None = None,
    path: str = "",
    by: Actor = SYSTEM,
) -> Notice:
    """Tell one person something, in the transaction of the deed; the outside messages leave after its commit.

    `key` names the telling (`accepted:123`): the same key tells nobody twice and returns the first notice.
    `path` is the page it leads to. Raises: UnknownTopic, and NotForNotices for a parameter that is free text.
    """
    user, person = _who(to)
    subject = _topic(topic)
    notice = Notice(
        key=key,
        user=user,
        person=person,
        topic=topic,
        template=template,
        case_id=case_id,
        params=as_json(params),
        path=path,
        created_at=now,
    )
    if not insert_once(notice):
        return Notice.objects.get(key=key)
    outside = _queue(notice, subject, user or behind(notice))
    event = PersonNotified(notice_id=notice.pk, template=template, outside=outside, case_id=case_id)
    record(event, by=by, at=now)
    return notice


def _who(to: User | Person) -> tuple[User | None, Person | None]:
    if isinstance(to, User):
        return to, to.person
    return account_of.first(to.pk), to


def behind(notice: Notice) -> User | None:
    """The account of whoever stands behind a pseudonym, for what it chose and how it is reached; no row keeps it."""
    if notice.person is None:
        return None
    cases = [notice.case_id] if notice.case_id else []
    at = notice.created_at
    owner = owner_of(notice.person, purpose="notice", page="notify", case_ids=cases, at=at)
    return account_of.first(owner.pk) if owner else None


@cached_query(int)
def account_of(person: int) -> QuerySet[User]:
    return User.objects.filter(person=person, is_active=True)


def _topic(code: str) -> Topic:
    return topic(code)


def _queue(notice: Notice, subject: Topic, user: User | None) -> int:
    """One delivery and one job for each channel that is there and wanted."""
    chosen = dict(
        NoticeChoice.objects.filter(user=user, topic=subject.code).values_list("channel", "on")
        if user
        else ()
    )
    wanted = [c for c in channels_of(user) if chosen.get(c.value, is_on_at_first(subject, c.value))]
    at = timezone.now()
    deliveries = [Delivery(notice=notice, channel=channel, next_try=at) for channel in wanted]
    for delivery in deliveries:
        insert_row(delivery)
    jobs: list[JSONDict] = [{"delivery_id": delivery.pk} for delivery in deliveries]
    if jobs:
        job("notices.send").batch_defer(*jobs)
    return len(wanted)
