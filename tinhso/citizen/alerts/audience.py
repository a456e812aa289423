"""Whom an alert is told, and what became of the telling."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tinhso.citizen.models import Alert, AlertPlace
from tinhso.kernel.notices.public import Notice, deliveries_by_state, notify
from tinhso.kernel.people.public import User

BATCH = 200
PATH = "/canh-bao/"


def audience(alert: Alert, after: int) -> list[User]:
    """The next accounts by their key: whoever chose one of its places, or lives in one; of a province-wide one
    whoever chose any place, or is known to live in the province. One query."""
    units = list(alert.areas.values_list("unit_id", flat=True))
    chose = AlertPlace.objects.filter(unit__in=units) if units else AlertPlace.objects.all()
    lives = Q(person__unit__in=units) if units else Q(person__unit__isnull=False)
    wanted = Q(pk__in=chose.values("user_id")) | lives
    people = User.objects.filter(wanted, is_active=True, pk__gt=after).select_related("person")
    return list(people.order_by("pk")[:BATCH])


def tell_batch(alert: Alert, after: int, *, now: datetime) -> int | None:
    """Tell the next accounts; the last key told, None when everybody was."""
    people = audience(alert, after)
    for user in people:
        notify_reader(alert, user, now=now)
    return people[-1].pk if len(people) == BATCH else None


def notify_reader(alert: Alert, user: User, *, now: datetime, key: str = "") -> None:
    notify(
        to=user,
        topic=f"citizen.alert_{alert.kind}",
        template="citizen.alert",
        params={"code": alert.code},
        now=now,
        key=key or f"alert:{alert.pk}:{user.pk}",
        path=f"{PATH}{alert.code}/",
    )


@dataclass(frozen=True)
class Sent:
    """So many messages of a channel in a state; the inbox has no state."""

    channel: str
    state: str
    count: int


def sent_of(alert: Alert) -> list[Sent]:
    """The delivery log of an alert in counts: no address and no name. Two queries."""
    key = f"alert:{alert.pk}:"
    inbox = Sent("Mục Thông báo", "", Notice.objects.filter(key__startswith=key).count())
    return [inbox, *(Sent(*line) for line in deliveries_by_state(key))]
