"""What the page of the exchange with the national portal shows: what waits, what is stuck, what came in and is held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator
from tinhso.onestop.models import Dossier, PortalArrival, PortalMessage

PAGE = 50
Out, In = PortalMessage.State, PortalArrival.State
ON_THE_WAY = [Out.WAITING, Out.SENDING]


@dataclass(frozen=True)
class ExchangeFigures:
    """How many messages wait and are stuck, and since when the oldest of them waits."""

    waiting: int
    stuck: int
    held: int
    oldest: datetime | None


@dataclass(frozen=True)
class ExchangePage:
    figures: ExchangeFigures
    messages: Sequence[PortalMessage]
    arrivals: Sequence[PortalArrival]
    more: bool


def visible_messages(by: Actor) -> QuerySet[PortalMessage]:
    """An administrator sees all, without what is personal; a desk those of the dossiers in which it takes part."""
    if by.holds(Administrator):
        return PortalMessage.objects.all()
    return PortalMessage.objects.filter(dossier__in=Dossier.objects.visible_to(by))


def exchange_page(by: Actor, *, state: str = "", code: str = "") -> ExchangePage:
    """Four queries. `state` is one of the messages' states, "" for all that is open; `code` a dossier's code."""
    seen = visible_messages(by)
    chosen = seen.filter(state=state) if state else seen.filter(state__in=[*ON_THE_WAY, Out.STUCK])
    if code:
        chosen = (seen.filter(state=state) if state else seen).filter(dossier__case__code=code)
    rows = list(chosen.select_related("dossier__case").order_by("-pk")[: PAGE + 1])
    arrivals = PortalArrival.objects.filter(state__in=[In.WAITING, In.HELD]).select_related("dossier__case")
    if code:
        arrivals = arrivals.filter(Q(national_code=code) | Q(dossier__case__code=code))
    return ExchangePage(figures(seen), rows[:PAGE], list(arrivals.order_by("-pk")[:PAGE]), len(rows) > PAGE)


def figures(seen: QuerySet[PortalMessage]) -> ExchangeFigures:
    counts = seen.aggregate(
        waiting=Count("pk", filter=Q(state__in=ON_THE_WAY)),
        stuck=Count("pk", filter=Q(state=Out.STUCK)),
        oldest=Min("at", filter=Q(state__in=[*ON_THE_WAY, Out.STUCK])),
    )
    held = PortalArrival.objects.filter(state=In.HELD).count()
    return ExchangeFigures(counts["waiting"], counts["stuck"], held, counts["oldest"])
