"""Alerts as pages show them: the strip above every page, the areas in words, one's own places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from tinhso.citizen.alerts.reference_data import RiskLevel, risk_levels
from tinhso.citizen.models import Alert, AlertPlace, ReportFollow
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import MyTable, User
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through

MOST_SHOWN, NAMED = 2, 6


@dataclass(frozen=True)
class ShownAlert:
    """An alert with its level and its areas in words."""

    alert: Alert
    level: RiskLevel | None
    areas: str


def displayed(alert: Alert) -> ShownAlert:
    """One query for the areas, unless they were fetched before."""
    names = [unit.name for unit in alert.units.all()]
    more = len(names) - NAMED
    words = ", ".join(names[:NAMED]) + (f" và {more} xã, phường khác" if more > 0 else "")
    return ShownAlert(alert, risk_levels().get(alert.risk_level or 0), words or "Toàn tỉnh")


def banner(request: HttpRequest) -> Mapping[str, object] | None:
    """The gravest alerts in force: for an account with places those of its places, else all.

    Alerts are read at most every few seconds, by two queries; the places of an account are one.
    """
    found = in_force(clock.now())
    user = getattr(request, "user", None)  # a request for another host's name is refused before it has one
    user_id = user.pk if user and user.is_authenticated else None
    places = (
        set(AlertPlace.objects.filter(user=user_id).values_list("unit_id", flat=True)) if user_id else set()
    )
    alerts = [a for a in found if not places or is_for(a, places)][:MOST_SHOWN]
    return {"alerts": [displayed(a) for a in alerts], "others": len(alerts) - 1} if alerts else None


def in_force(now: datetime) -> list[Alert]:
    """The gravest fifty of now with their units; read at most every few seconds, by two queries."""
    read = read_through(
        "alerts in force", lambda: list(Alert.objects.in_force(now).prefetch_related("units")[:50])
    )
    return [alert for alert in read if alert.expires_at > now]


def is_for(alert: Alert, places: set[int]) -> bool:
    units = {unit.pk for unit in alert.units.all()}
    return not units or bool(units & places)


def tables(actor: Actor) -> Iterator[MyTable]:
    """The communes that the account chose; one query."""
    rows = AlertPlace.objects.filter(user=actor.user_id or 0).select_related("unit").order_by("pk")
    yield MyTable("noi-nhan", [{"ma": row.unit.code, "ten": row.unit.name} for row in rows])


def erase_places(user: User, now: datetime) -> None:
    """The owner closes the account: places and follows go."""
    AlertPlace.objects.filter(user=user).delete()
    ReportFollow.objects.filter(user=user).delete()
