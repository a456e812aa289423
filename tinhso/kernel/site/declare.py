"""What a system declares so that others can count, publish and show it; nobody imports sideways.

A system lists its `Measure`s in `measures.py` and its `OpenTable`s in `datasets.py`; what it puts on pages of
others it lists in `slots.py` (the kinds are in `kernel.site.slots`). `declare.all_of(Measure)` finds them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet
    from django.http import HttpRequest

Text = str | Promise
MODULES = ("slots", "measures", "datasets")
Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Measure:
    """Something that a system can count or add up: the rows, the day they count on, and what they are counted by.

    `rows` is called for a queryset without arguments. `counts_on`, `ends_on`, `value`, `agency`, `place` and the
    second of each pair of `dims` (name, field; at most three) are fields of it, `Coalesce`d by the queryset itself
    where they may be empty. Without `value` rows are counted. With `ends_on` the measure is a stock: a row counts
    from its first day until the day before `ends_on`, and a period shows what stood at its end. Where both are moments,
    `standing` is what the rows that nobody has ended yet have in common: a period that still runs then ends at this
    moment, and the rows that stand now are counted for it. It names plain fields, so that an index finds them.

    On the trace `row_label` names the row and `row_url` (name of an address, field) opens it; `visible` narrows the
    rows to what an actor may see (None: everybody may). `case` is the field with the code of the row's case: who takes
    no part in it is led to its events instead, which hold nothing personal. `of_people` hides small counts from the public. A figure is
    never stored beside its rows: cells are summed by a job and compared nightly.
    """

    code: str
    name: Text
    unit: Text
    rows: "Callable[[], QuerySet[Any]]"
    counts_on: str
    ends_on: str | None = None
    standing: "Q | None" = None
    value: str | None = None
    version: int = 1
    agency: str | None = None
    place: str | None = None
    dims: tuple[tuple[str, str], ...] = ()
    row_label: str = "pk"
    row_url: tuple[str, str] | None = None
    case: str | None = None
    visible: "Callable[[QuerySet[Any], Any], QuerySet[Any]] | None" = None
    of_people: bool = True
    source: Text = ""


@dataclass(frozen=True)
class FigureList:
    """A list for officers of these `roles` that a system offers below one of its figures; its page judges who may enter.

    `indicator` is the code of the figure, `url_name` the list, `query` what of it belongs to the figure.
    """

    indicator: str
    title: Text
    url_name: str
    roles: tuple[str, ...]
    query: str = ""


@dataclass(frozen=True)
class OpenTable:
    """A table that a system can publish as open data: its columns in order, and the rows that are public.

    `columns` are pairs (field of the queryset, heading). Nothing is published before the chairman's list of
    open data (NĐ 47/2020, Điều 17) has a line for it. `theme` is one of the national themes of open data.
    """

    code: str
    title: str
    description: str
    columns: tuple[tuple[str, str], ...]
    rows: "Callable[[], QuerySet[Any]]"
    keywords: tuple[str, ...] = field(default=())
    theme: str = "hanh-chinh"


@dataclass(frozen=True)
class PublicAlert:
    """A warning to people in its public words, as others may pass it on. `unit_ids` are units of its day; none means the whole
    province. `replaces` is the code of the warning that it came in the place of."""

    code: str
    headline: str
    text: str
    instruction: str
    source: str
    unit_ids: frozenset[int]
    expires_at: datetime
    replaces: str = ""


@dataclass(frozen=True)
class PublicAlerts:
    """Which warnings are in force at a moment, the gravest first; two queries. Whoever reads them aloud or shows them on boards
    asks here, and knows nobody who issued them. `ended` says which of these codes are in force no longer, each with whether it was
    taken back before its time and nothing came in its place; one query."""

    read: Callable[[datetime], Sequence[PublicAlert]]
    ended: Callable[[Collection[str], datetime], Mapping[str, bool]]
    order: int = 50


@dataclass(frozen=True)
class OwedReport:
    """A report that the agency of the signed-in officer owes, where it is written and how it stands.

    `done`: nothing is left to do for this agency. Without `due_at` no day is set for it.
    """

    title: Text
    url: str
    agency: str
    period: str
    words: Text = ""
    tone: str = ""
    due_at: datetime | None = None
    done: bool = False


@dataclass(frozen=True)
class OwedReports:
    """What a system has its agencies report, for the page of all that an agency owes; few queries, at most some hundred.

    It leads to the system's own page: nothing is entered twice.
    """

    title: Text
    read: "Callable[[HttpRequest], Sequence[OwedReport]]"
    order: int = 50


@dataclass(frozen=True)
class PlanningDocument:
    """An issued document by which an agency plans; `kind` is plan, programme, project or policy, `url` its page for officers."""

    number: str
    kind: str
    subject: str
    issued_on: date
    url: str


@dataclass(frozen=True)
class PlanningDocuments:
    """The newest documents of the asking officer's agency that a plan can be entered from; few queries."""

    read: "Callable[[HttpRequest], Sequence[PlanningDocument]]"


@dataclass(frozen=True)
class CommunePart:
    """What a system tells of a commune on its page: lines of (label, value, address or ""); few queries.

    `read` takes the code of the commune and the day; nothing to tell is an empty sequence.
    """

    title: Text
    read: "Callable[[str, date], Sequence[tuple[Text, str, str]]]"
    order: int = 50


@dataclass(frozen=True)
class ProcedureResult:
    """What an issued result of an administrative procedure says as data, for who keeps a register of such results.

    `code` is that of the dossier, `number` as it stands on the paper. `values` are the answers that were asked for, by their paths,
    in words; what was not answered is "".
    """

    code: str
    procedure: str
    number: str
    dated: date
    valid_until: date | None
    values: Mapping[str, str]


@dataclass(frozen=True)
class ProcedureResults:
    """Results of the cases of a kind. `read` takes a case's id, and which answers (paths) are wanted of which procedure (code); None
    where the case is of none of these, has no issued result, or its data were erased. Nobody asks for more than a register needs."""

    kind: str
    read: Callable[[int, Mapping[str, Collection[str]]], ProcedureResult | None]


@cache
def _declared() -> tuple[object, ...]:
    """Everything that stands in a module-level list of the declaring modules, in the order of the apps."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("tinhso.")]
    return tuple(item for app in ours for name in MODULES for item in listed(f"{app}.{name}"))


def listed(module: str) -> list[object]:
    """What stands in the module-level lists of this module; nothing where there is no such module."""
    if not find_spec(module):
        return []
    lists = vars(import_module(module)).values()
    return [item for value in lists if isinstance(value, (list, tuple)) for item in value]


def all_of(kind: type[Declared]) -> list[Declared]:
    """All that the installed systems declare of this kind, by their `order` where they have one."""
    seen = list({id(item): item for item in _declared() if isinstance(item, kind)}.values())
    return sorted(seen, key=lambda item: getattr(item, "order", 0))
