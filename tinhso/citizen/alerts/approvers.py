"""Who may let a waiting alert out, and what they are told: that one waits, and which bulletin was not read whole."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from tinhso.citizen.models import Alert
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import DeskOfficer, Examiner, Head

PERSONS = 2  # that let an alert of the highest level out
TOPIC = "citizen.alert_waits"
WARNING_ROLES = (DeskOfficer, Examiner, Head)


def warners(on: date) -> list[User]:
    """Every officer who may warn the people on that day. Two queries."""
    roles = Q()
    for role in WARNING_ROLES:
        roles |= Q(roles__contains=[role.code])
    posts = Post.objects.on(on).filter(roles, agency__code__in=rule_or("alert.offices", [], on=on))
    return list(User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("pk"))


def approvers(alert: Alert, on: date) -> list[User]:
    """Who may let this one out and has not yet: neither its writer nor who approved it. Three queries."""
    involved = {alert.written_by_id, *alert.approvals.values_list("officer_id", flat=True)}
    return [user for user in warners(on) if user.pk not in involved]


def tell_approvers(alert: Alert, *, now: datetime) -> None:
    """At once, each of them, and those who are left again after the first approval; reminders begin anew."""
    alert.told_at, alert.reminders = now, 0
    alert.save(update_fields=["told_at", "reminders"])
    _notify_approvers(alert, "alert_waits", "", now)


@dataclass(frozen=True)
class Reminding:
    """The rule `alert.remind`: how many minutes an alert waits before its approvers are told again, and how often at most."""

    minutes: int
    most: int


def reminding(on: date) -> Reminding | None:
    """None where the province has no such rule: then nobody is reminded."""
    found = rule_or("alert.remind", None, on=on)
    return Reminding(int(found["minutes"]), int(found["most"])) if found else None


@transaction.atomic
def remind_approvers(*, now: datetime) -> int:
    """Tell those again who left an alert waiting for the minutes of the rule; how many alerts. It ends with the decision,
    with the alert's own time, or after as many as the rule allows."""
    wanted = reminding(now.date())
    if wanted is None:
        return 0
    waiting = Alert.objects.filter(state=Alert.State.WAITING, expires_at__gt=now, reminders__lt=wanted.most)
    due = Q(told_at__isnull=True) | Q(told_at__lte=now - timedelta(minutes=wanted.minutes))
    alerts = list(waiting.filter(due).select_for_update(skip_locked=True).order_by("pk")[:100])
    for alert in alerts:
        alert.told_at, alert.reminders = now, alert.reminders + 1
        alert.save(update_fields=["told_at", "reminders"])
        _notify_approvers(alert, "alert_still_waits", f":{alert.reminders}", now)
    return len(alerts)


def _notify_approvers(alert: Alert, template: str, time: str, now: datetime) -> None:
    left = PERSONS - alert.approvals.count()
    for user in approvers(alert, now.date()):
        notify(
            to=user,
            topic=TOPIC,
            template=f"citizen.{template}",
            params={"code": alert.code, "left": left, "until": alert.expires_at},
            now=now,
            key=f"alert-waits:{alert.pk}:{left}:{user.pk}{time}",
            path=reverse("desk_alert", args=[alert.code]),
        )


def tell_partly_read(alert: Alert, *, now: datetime) -> None:
    """A relayed bulletin names places that nobody here knows: the office warns them by its own means."""
    for user in warners(now.date()):
        notify(
            to=user,
            topic=TOPIC,
            template="citizen.bulletin_partly_read",
            params={"code": alert.code, "n": len(alert.unknown_areas)},
            now=now,
            key=f"bulletin-partly:{alert.pk}:{user.pk}",
            path=reverse("desk_alert", args=[alert.code]),
        )


def tell_not_read(number: str, *, now: datetime) -> None:
    """A bulletin could not be relayed at all; each officer is told once, however often the service repeats it."""
    digest = sha256(number.encode()).hexdigest()[:16]
    for user in warners(now.date()):
        notify(
            to=user,
            topic=TOPIC,
            template="citizen.bulletin_not_read",
            params={"at": now},
            now=now,
            key=f"bulletin-not-read:{digest}:{user.pk}",
            path=reverse("desk_alerts"),
        )
