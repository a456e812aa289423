"""Reads over the catalogue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.search.public import Entry, note_miss, search
from tinhso.kernel.site import clock
from tinhso.kernel.site.context import read_through
from tinhso.onestop.data.reading import english_keywords
from tinhso.onestop.models import (
    LifeEvent,
    OnlineService,
    Procedure,
    ProcedureCompetence,
    ProcedureField,
    ProcedureVersion,
)

PAGE = 20
MOST_HITS = 200
MOST_GUESSES = 5  # what is shown where the search is not sure
KIND = "procedure"
LEVELS = ProcedureCompetence.Level
OWN_LEVELS = (LEVELS.COMMUNE, LEVELS.DISTRICT, LEVELS.PROVINCE)
WEIGHTS = {LEVELS.CENTRAL: 0, LEVELS.ELSEWHERE: 0, LEVELS.VERTICAL: 2}
NOT_OFFERED = (LEVELS.CENTRAL.value, LEVELS.ELSEWHERE.value)
NOT_ONLINE = "none"


@dataclass(frozen=True)
class ProcedureQuery:
    """What a visitor looks for: words, a field, a level, a moment of life; "" where nothing was chosen.

    `online` is a kind of service or `none`; `subject` is a citizen or an organisation.
    """

    words: str = ""
    field: str = ""
    level: str = ""
    event: str = ""
    online: str = ""
    subject: str = ""

    @property
    def nothing(self) -> bool:
        return not any((self.words, self.field, self.level, self.event, self.online, self.subject))


@dataclass(frozen=True)
class Facet:
    """One value by which the list may be narrowed."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Facets:
    """By what a list may be narrowed, each with how many of the list would be left."""

    fields: Sequence[Facet] = ()
    levels: Sequence[Facet] = ()
    kinds: Sequence[Facet] = ()


@dataclass(frozen=True)
class Found:
    """A page of procedures. `next` is what the link to the following page sends, "" on the last one.

    `unsure` where a search has only guesses; `matched` tells by which words of the query each was found.
    """

    procedures: Sequence[Procedure]
    total: int
    next: str = ""
    suggestion: str = ""
    tracking_code: str = ""
    facets: Facets = Facets()
    unsure: bool = False
    matched: Mapping[str, Sequence[str]] = field(default_factory=dict)


def find_procedures(asked: ProcedureQuery, *, on: date, after: str = "", facets: bool = True) -> Found:
    """The procedures that fit, twenty a page: by worth for a search, by name for browsing.

    Browsing leaves out what the ministries settle unless that level is chosen; a search finds it too. A search that
    finds nothing for sure is counted, without personal data, and shows a few guesses.
    """
    if asked.words:
        return _searched(asked, on, after, facets)
    listed = _narrowed(Procedure.objects.on(on), asked, on)
    if not asked.level:
        listed = listed.exclude(Q(("competence__in", NOT_OFFERED)))
    columns = ("pk", "competence", "also_at", "field__sort_key", "field__code", "field__name")
    rows = list(listed.order_by().values_list(*columns))
    found = Found((), len(rows), facets=_facets(rows, on))
    page = list(_after(listed, after).select_related("field").order_by("sort_key", "pk")[: PAGE + 1])
    return replace(found, procedures=page[:PAGE], next=str(page[PAGE - 1].pk) if len(page) > PAGE else "")


def _narrowed(listed: QuerySet[Procedure], asked: ProcedureQuery, on: date) -> QuerySet[Procedure]:
    if asked.field:
        listed = listed.filter(field__code=asked.field)
    if asked.level:
        listed = listed.filter(_at(asked.level))
    if asked.event:
        listed = listed.filter(life_events__code=asked.event)
    if asked.online:
        listed = listed.filter(_online(asked.online, on, asked.level))
    if asked.subject:
        versions = ProcedureVersion.objects.in_force(on).filter(procedure=OuterRef("pk"))
        listed = listed.filter(Exists(versions.filter(subjects__contains=[asked.subject])))
    return listed


def _at(level: str) -> Q:
    return Q(("competence", level)) | Q(("also_at__contains", [level]))


def _online(kind: str, on: date, level: str = "") -> Q:
    """Has a service of that kind on the day (at the level, if one is chosen); `none`: has no service."""
    services = OnlineService.objects.on(on).filter(procedure=OuterRef("pk"))
    if level:
        services = services.filter(level=level)
    return ~Q(Exists(services)) if kind == NOT_ONLINE else Q(Exists(services.filter(kind=kind)))


def _after(listed: QuerySet[Procedure], after: str) -> QuerySet[Procedure]:
    """What follows the last row of the page before, whose key the link carries."""
    last = Procedure.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 18 else None
    if last is None:
        return listed
    return listed.filter(Q(sort_key__gt=last.sort_key) | Q(sort_key=last.sort_key, pk__gt=last.pk))


def _searched(asked: ProcedureQuery, on: date, after: str, facets: bool) -> Found:
    results = search(asked.words, on=on, kinds=[KIND], limit=MOST_HITS)
    if results.tracking_code:
        return Found((), 0, tracking_code=results.tracking_code)
    hits = results.hits if results.sure else results.hits[:MOST_GUESSES]
    order = {hit.ref: n for n, hit in enumerate(hits)}
    listed = _narrowed(Procedure.objects.on(on).filter(code__in=order), asked, on)
    rows = sorted(listed.select_related("field"), key=lambda p: order[p.code])
    if not results.sure:
        note_miss(asked.words, on=on)
        return Found(rows, len(rows), unsure=bool(rows), matched={hit.ref: hit.matched for hit in hits})
    start = int(after) if after.isdecimal() and len(after) < 5 else 0
    following = str(start + PAGE) if len(rows) > start + PAGE else ""
    page = rows[start : start + PAGE]
    return Found(
        page,
        len(rows),
        following,
        results.suggestion,
        facets=_facets([_row(p) for p in rows], on) if facets else Facets(),
    )


def _row(p: Procedure) -> tuple[Any, ...]:
    return p.pk, p.competence, p.also_at, p.field.sort_key, p.field.code, p.field.name


def _facets(rows: Sequence[tuple[Any, ...]], on: date) -> Facets:
    """By what these may be narrowed: key, level, further levels and field of each. One query.

    They are counted here: the database would look up the level of each procedure once for every facet.
    """
    levels = Counter(level for _, level, also, *_ in rows for level in {level, *(also or ())})
    fields = Counter(tuple(field) for _, _, _, *field in rows)
    return Facets(
        [Facet(code, name, n) for (_key, code, name), n in sorted(fields.items())],
        [Facet(lv.value, str(lv.label), levels[lv.value]) for lv in LEVELS if levels[lv.value]],
        _kinds({row[0] for row in rows}, on),
    )


def _kinds(procedures: set[int], on: date) -> list[Facet]:
    """How many of these are offered wholly, partly and not online; one query."""
    services = set(OnlineService.objects.on(on).order_by().values_list("procedure_id", "kind").distinct())
    kinds = [(k.value, str(k.label)) for k in OnlineService.Kind]
    counts = {code: sum(k == code and pk in procedures for pk, k in services) for code, _label in kinds}
    counts[NOT_ONLINE] = len(procedures - {pk for pk, _kind in services})
    kinds.append((NOT_ONLINE, _("Chưa trực tuyến")))
    return [Facet(code, label, counts[code]) for code, label in kinds if counts[code]]


def life_events() -> list[LifeEvent]:
    """The moments of life, in their order; read at most every few seconds."""
    return read_through("life events", lambda: list(LifeEvent.objects.all()))


def public_paths(most: int) -> list[str]:
    """The pages of the procedures in force, for search engines."""
    codes = Procedure.objects.on(clock.today()).order_by("code").values_list("code", flat=True)
    return [reverse("procedure", args=[code]) for code in codes[:most]]


def life_events_of(on: date) -> list[tuple[str, str, int]]:
    """Code and name of the moments of life, in their order, each with how many procedures in force it holds. One query."""
    offered = Procedure.objects.on(on).exclude(Q(("competence__in", NOT_OFFERED)))
    columns = ("life_events__place", "life_events__code", "life_events__name")
    rows = offered.filter(life_events__isnull=False).order_by().values_list(*columns).annotate(Count("pk"))
    return [(code, name, n) for _place, code, name, n in sorted(rows)]


def field_names() -> dict[str, str]:
    """The name of each field by its code."""
    return dict(ProcedureField.objects.values_list("code", "name"))


def own_codes(on: date) -> list[str]:
    """The codes of the procedures that the province settles itself on that day."""
    levels = ("commune", "district", "province")
    return [p.code for p in Procedure.objects.on(on).order_by("code") if p.competence in levels]


def search_entries() -> list[Entry]:
    """The whole catalogue as the search knows it; what people file here every day stands first, the most used before it."""
    levels: dict[int, Any] = dict(ProcedureCompetence.objects.values_list("procedure_id", "competence"))
    rows = Procedure.objects.select_related("field")
    details = _details_of(ProcedureVersion.objects.all())
    return [_entry(p, levels.get(p.pk, LEVELS.PROVINCE), details.get(p.pk, "")) for p in rows]


def search_entry(procedure: Procedure, level: str) -> Entry:
    """One procedure of that level as the search knows it."""
    details = _details_of(ProcedureVersion.objects.filter(procedure=procedure))
    return _entry(procedure, level, details.get(procedure.pk, ""))


def _details_of(versions: QuerySet[ProcedureVersion]) -> dict[int, str]:
    """Results, papers and agencies of the newest published version, by procedure."""
    published = (
        versions.filter(published_at__isnull=False).order_by("procedure", "-number").distinct("procedure")
    )
    rows = published.values_list("procedure", "result_name", "agency_text", "papers").iterator(chunk_size=500)
    return {
        pk: " ".join([result, agency, *(p["name"] for p in papers)]) for pk, result, agency, papers in rows
    }


def _entry(procedure: Procedure, level: str, details: str) -> Entry:
    english = english_keywords().get(procedure.code, "")
    weight = WEIGHTS.get(LEVELS(level), 3) + (4 if procedure.keywords else 0) + (2 if english else 0)
    return Entry(
        kind=KIND,
        ref=procedure.code,
        title=procedure.name[:600],
        url=reverse("procedure", args=[procedure.code]),
        text=f"{procedure.keywords}; {english}; {procedure.field.name}",
        details=details,
        weight=weight,
        valid=procedure.valid,
    )
