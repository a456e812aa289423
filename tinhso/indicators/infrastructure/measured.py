"""What the figures of digital infrastructure count: rows of the registers and villages, each from its day until its end."""

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from tinhso.casework.public import Case, only_followed
from tinhso.indicators.infrastructure.village_process import KIND
from tinhso.indicators.models import InfrastructureItem, ItemKind
from tinhso.kernel.events.public import Actor
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site import clock

FAR = "9999-12-31"


def items(kind: str) -> "QuerySet[InfrastructureItem]":
    return InfrastructureItem.objects.of(kind)


def stations_with(technology: str) -> "QuerySet[InfrastructureItem]":
    return items(ItemKind.STATION).filter(technologies__contains=[technology])


def communes_with_fibre() -> "QuerySet[InfrastructureItem]":
    """Of each commune the fibre that came first, so that it counts once: until the last of its fibre ended."""
    fibre = items(ItemKind.FIBRE).filter(place=OuterRef("place"))
    before = Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), pk__lt=OuterRef("pk"))
    far = Value(FAR, output_field=DateField())
    last = fibre.annotate(end=Coalesce("until", far)).order_by("-end").values("end")[:1]
    return (
        items(ItemKind.FIBRE)
        .filter(~Exists(fibre.filter(before)))
        .annotate(fibre_until=NullIf(Subquery(last), far, output_field=DateField()))
    )


def communes() -> "QuerySet[AdminUnit]":
    """Every commune of every day, as long as it existed."""
    return AdminUnit.objects.communes().annotate(
        begins_on=Func(F("valid"), function="lower", output_field=DateField()),
        ended_on=Func(F("valid"), function="upper", output_field=DateField()),
    )


def agencies_on_network() -> "QuerySet[InfrastructureItem]":
    """Of each agency its first point of the state bodies' network, so that it counts once, until its last ended."""
    points = items(ItemKind.STATE).filter(user_agency=OuterRef("user_agency"))
    before = Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), pk__lt=OuterRef("pk"))
    far = Value(FAR, output_field=DateField())
    last = points.annotate(end=Coalesce("until", far)).order_by("-end").values("end")[:1]
    return (
        items(ItemKind.STATE)
        .filter(~Exists(points.filter(before)))
        .annotate(network_until=NullIf(Subquery(last), far, output_field=DateField()))
    )


def villages() -> "QuerySet[Case]":
    """The cases of villages: without signal from the day that each was entered until the check that its head confirmed."""
    return Case.objects.filter(kind=KIND)


def covered_villages() -> "QuerySet[Case]":
    return villages().filter(settled_at__isnull=False)


def items_seen(rows: "QuerySet[InfrastructureItem]", actor: Actor) -> "QuerySet[InfrastructureItem]":
    """Row by row officers only: the public sees how many."""
    return rows if actor.is_officer else rows.none()


def villages_seen(rows: "QuerySet[Case]", actor: Actor) -> "QuerySet[Case]":
    return only_followed(rows, "pk", actor, clock.today())
