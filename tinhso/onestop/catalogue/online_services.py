"""Reads over the list of online services: one row a (procedure, level)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from tinhso.lib.dates import vn_date
from tinhso.onestop.catalogue.search import Facet
from tinhso.onestop.models import OnlineService, ProcedureCompetence

PAGE = 20
INTEGRATED = {"co": False, "chua": True}  # what the address says -> whether the date is missing


@dataclass(frozen=True)
class ServiceFilter:
    """How the list is narrowed; "" where nothing was chosen."""

    kind: str = ""
    level: str = ""
    field: str = ""
    national: str = ""


@dataclass(frozen=True)
class Listed:
    """A page of services, how many there are in all, and by what the list may be narrowed further."""

    services: Sequence[OnlineService]
    total: int
    page: int
    pages: int
    kinds: Sequence[Facet]
    levels: Sequence[Facet]


def list_services(wanted: ServiceFilter, *, on: date, page: int = 1) -> Listed:
    """The services of that day by name of the procedure, fifty a page. Four queries."""
    listed = narrowed(wanted, on)
    total = listed.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rows = listed.select_related("procedure__field").order_by("procedure__sort_key", "level", "pk")
    return Listed(
        list(rows[(page - 1) * PAGE : page * PAGE]),
        total,
        page,
        pages,
        _facet_counts(listed, "kind", dict(OnlineService.Kind.choices)),
        _facet_counts(listed, "level", dict(ProcedureCompetence.Level.choices)),
    )


def count_unlisted(listed: Iterable[Mapping[str, str]], *, on: date) -> int:
    """How many services of that day a province's list (code, level) does not name."""
    named = {(row["code"], row["level"]) for row in listed}
    return len(set(OnlineService.objects.on(on).values_list("procedure__code", "level")) - named)


def narrowed(wanted: ServiceFilter, on: date) -> QuerySet[OnlineService]:
    """The services of that day that fit."""
    listed = OnlineService.objects.on(on)
    if wanted.kind:
        listed = listed.filter(kind=wanted.kind)
    if wanted.level:
        listed = listed.filter(level=wanted.level)
    if wanted.field:
        listed = listed.filter(procedure__field__code=wanted.field)
    if wanted.national in INTEGRATED:
        listed = listed.filter(national_since__isnull=INTEGRATED[wanted.national])
    return listed


def services_on(day: date) -> int:
    """How many services are offered online on that day; one query."""
    return OnlineService.objects.on(day).count()


def _facet_counts(listed: QuerySet[OnlineService], name: str, labels: dict[str, str]) -> list[Facet]:
    counts = dict(listed.order_by().values_list(name).annotate(n=Count("pk")))
    return [Facet(code, str(label), counts[code]) for code, label in labels.items() if code in counts]


def national_words(service: OnlineService) -> str:
    """Its state on the national portal, in words."""
    if service.national_since is None:
        return _("chưa tích hợp")
    return _("đã tích hợp từ %(day)s") % {"day": vn_date(service.national_since)}
