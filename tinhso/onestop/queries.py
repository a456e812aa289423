"""Reads over the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from tinhso.kernel.search.public import Entry, note_miss, search
from tinhso.onestop.models import LifeEvent, Procedure, ProcedureCompetence, ProcedureField

PAGE = 20
MOST_HITS = 200
KIND = "procedure"
LEVELS = ProcedureCompetence.Level
OWN = (LEVELS.COMMUNE, LEVELS.DISTRICT, LEVELS.PROVINCE)
WEIGHTS = {LEVELS.CENTRAL: 0, LEVELS.VERTICAL: 2}


@dataclass(frozen=True)
class Asked:
    """What a visitor looks for: words, a field, a level, a moment of life; "" where nothing was chosen."""

    words: str = ""
    field: str = ""
    level: str = ""
    event: str = ""

    @property
    def nothing(self) -> bool:
        return not any((self.words, self.field, self.level, self.event))


@dataclass(frozen=True)
class Facet:
    """One value by which the list may be narrowed."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of procedures. `next` is what the link to the following page sends, "" on the last one."""

    procedures: Sequence[Procedure]
    total: int
    next: str = ""
    suggestion: str = ""
    tracking_code: str = ""
    fields: Sequence[Facet] = ()
    levels: Sequence[Facet] = ()


def find_procedures(asked: Asked, *, on: date, after: str = "") -> Found:
    """The procedures that fit, twenty a page: by worth for a search, by name for browsing.

    Browsing leaves out what the ministries settle unless that level is chosen; a search finds it too. A search that
    finds nothing is counted, without personal data.
    """
    if asked.words:
        return _searched(asked, on, after)
    listed = _narrowed(Procedure.objects.on(on), asked)
    if not asked.level:
        listed = listed.exclude(Q(("competence", LEVELS.CENTRAL.value)))
    found = Found((), listed.count(), fields=_fields(listed), levels=_levels(listed))
    page = list(_after(listed, after).select_related("field").order_by("sort_key", "pk")[: PAGE + 1])
    return replace(found, procedures=page[:PAGE], next=str(page[PAGE - 1].pk) if len(page) > PAGE else "")


def _narrowed(listed: QuerySet[Procedure], asked: Asked) -> QuerySet[Procedure]:
    if asked.field:
        listed = listed.filter(field__code=asked.field)
    if asked.level:
        listed = listed.filter(Q(("competence", asked.level)))
    if asked.event:
        listed = listed.filter(life_events__code=asked.event)
    return listed


def _after(listed: QuerySet[Procedure], after: str) -> QuerySet[Procedure]:
    """What follows the last row of the page before, whose key the link carries."""
    last = Procedure.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 18 else None
    if last is None:
        return listed
    return listed.filter(Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, pk__gt=last.pk))


def _searched(asked: Asked, on: date, after: str) -> Found:
    results = search(asked.words, on=on, kinds=[KIND], limit=MOST_HITS)
    if results.tracking_code:
        return Found((), 0, tracking_code=results.tracking_code)
    order = {hit.ref: n for n, hit in enumerate(results.hits)}
    listed = _narrowed(Procedure.objects.on(on).filter(code__in=order), asked)
    rows = sorted(listed.select_related("field"), key=lambda p: order[p.code])
    if not rows and not results.hits:
        note_miss(asked.words, on=on)
    start = int(after) if after.isdecimal() and len(after) < 5 else 0
    following = str(start + PAGE) if len(rows) > start + PAGE else ""
    page = rows[start : start + PAGE]
    return Found(
        page,
        len(rows),
        following,
        results.suggestion,
        "",
        _fields(listed.order_by()),
        _levels(listed.order_by()),
    )


def _fields(listed: QuerySet[Procedure]) -> list[Facet]:
    counted = (
        listed.values_list("field__code", "field__name", "field__sort_key").annotate(n=Count("pk")).order_by()
    )
    return [Facet(code, name, n) for code, name, _, n in sorted(counted, key=lambda row: row[2])]


def _levels(listed: QuerySet[Procedure]) -> list[Facet]:
    counted = dict(listed.values_list(F("competence")).annotate(n=Count("pk")).order_by())
    return [
        Facet(level.value, str(level.label), counted[level.value])
        for level in LEVELS
        if level.value in counted
    ]


def life_events() -> list[LifeEvent]:
    """The moments of life, in their order."""
    return list(LifeEvent.objects.all())


def field_names() -> dict[str, str]:
    """The name of each field by its code."""
    return dict(ProcedureField.objects.values_list("code", "name"))


def search_entries() -> list[Entry]:
    """The whole catalogue as the search knows it; what people file here every day stands first."""
    levels: dict[int, Any] = dict(ProcedureCompetence.objects.values_list("procedure_id", "competence"))
    rows = Procedure.objects.select_related("field")
    return [_entry(p, levels.get(p.pk, LEVELS.PROVINCE)) for p in rows]


def _entry(procedure: Procedure, level: str) -> Entry:
    weight = WEIGHTS.get(LEVELS(level), 3) + (4 if procedure.keywords else 0)
    return Entry(
        kind=KIND,
        ref=procedure.code,
        title=procedure.name,
        url=reverse("procedure", args=[procedure.code]),
        text=f"{procedure.keywords} {procedure.field.name}",
        weight=weight,
        valid=procedure.valid,
    )
