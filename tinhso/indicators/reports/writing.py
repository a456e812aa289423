"""Writes a report: its source filled with figures, as plain values that can be kept, printed and compared.

A block is `{"kind": "text" | "table" | "chart" | "map", …}`. A run is a string, or `{"t": words, "n": number of its
source, "key": …}`. Sources are numbered in the order of their first place, and each leads to a trace.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.figures import wording
from tinhso.indicators.figures.figures import Figure, read_by, read_months, rounded
from tinhso.indicators.figures.targets import Target
from tinhso.indicators.models import ReportText
from tinhso.indicators.public_counts.periods import PublicPeriods
from tinhso.indicators.public_counts.small_cells import hidden_rows
from tinhso.indicators.reports import target_tables, texts
from tinhso.indicators.reports.check import Lagging
from tinhso.indicators.reports.doubts import Doubts, mark_doubts
from tinhso.indicators.reports.places import by_place
from tinhso.indicators.reports.source import (
    Ask,
    Block,
    ChartAsk,
    Clause,
    Line,
    MapAsk,
    PlanAsk,
    Say,
    Section,
    Source,
    TableAsk,
)
from tinhso.indicators.reports.values import Book
from tinhso.kernel.events.public import Seal, newest_heads
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.models import Instance
from tinhso.kernel.site.public import site_url
from tinhso.lib.dates import vn_datetime
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period, PeriodKind

Content = dict[str, Any]
PLAN_TABLES = {"unmet": target_tables.unmet, "ahead": target_tables.ahead}
TARGET_ANCHOR = "muc-tieu"  # on the page of a figure


@dataclass
class Writer:
    """Gathers sources and figures while blocks are written."""

    book: Book
    sources: list[Content] = field(default_factory=list)
    figures: dict[str, Content] = field(default_factory=dict)
    asked: list[Figure] = field(default_factory=list)

    def number_of(self, figure: Figure, target: Target | None = None) -> int:
        """The number of the note that leads to what stands there: the trace of the figure, or its target beside it.

        The same has one note.
        """
        made = _source(figure, len(self.sources) + 1)
        if target is not None:
            made |= _target_source(figure, target, made["path"])
        for source in self.sources:
            if source["path"] == made["path"]:
                return int(source["n"])
        self.sources.append(made)
        if target is None:
            self.asked.append(figure)
        return int(made["n"])

    def keep(self, figure: Figure, form: str, words: str, value: Decimal | None, scope: str = "") -> str:
        """Notes a printed figure; its key."""
        key = f"{figure.definition.code}@{figure.period.code}/{scope}/{form}"
        self.figures[key] = {
            "version": figure.version.pk,
            "code": figure.definition.code,
            "period": figure.period.code,
            "scope": scope,
            "form": form,
            "value": None if value is None else str(value),
            "n": figure.n,
            "checksum": hexadecimal(figure.checksum),
            "words": words,
        }
        return key


def hexadecimal(checksum: int) -> str:
    return f"{checksum & 0xFFFFFFFFFFFFFFFF:016x}"


def _source(figure: Figure, number: int) -> Content:
    definition = figure.definition
    path = f"{reverse('figure', args=[definition.address])}?ky={figure.period.code}"
    return {
        "n": number,
        "code": definition.code,
        "name": definition.name,
        "version": figure.version.number,
        "period": figure.period.code,
        "span": wording.span(figure),
        "value": wording.with_unit(figure.value, definition),
        "rows": vn_number(figure.n),
        "checksum": hexadecimal(figure.checksum),
        "path": path,
        "url": site_url(path),
    }


def _target_source(figure: Figure, target: Target, path: str) -> Content:
    """What differs where the note stands at a target: it was set, not counted."""
    definition = figure.definition
    path = f"{path}#{TARGET_ANCHOR}"
    return {
        "name": _("Chỉ tiêu kế hoạch: %(name)s") % {"name": definition.name},
        "value": wording.with_unit(rounded(target.value, definition.decimals), definition),
        "rows": "–",
        "checksum": target.basis,
        "path": path,
        "url": site_url(path),
    }


def write(
    source: Source, now: datetime, lagging: Lagging | None = None, *, figures_only: bool = False
) -> tuple[Content, Writer]:
    """The content of the report as the cells stand now, and the figures in it, for the check.

    With `figures_only` without what people wrote. In the place of figures that lag behind it says that they are being added up; a number that waits for a second look is
    marked.
    """
    writer = Writer(Book(source.periods, now.date(), lagging or Lagging()))
    written = {} if figures_only else texts.newest(source.year)
    sections = [_section(one, writer, written.get(one.key)) for one in source.sections]
    content = {
        "year": source.year,
        "title": source.title,
        "subject": source.subject,
        "opening": source.opening,
        "source": source.digest,
        **_head(now.date()),
        "sections": sections,
        "sources": writer.sources,
        "figures": writer.figures,
        "summing": _summing(writer.book.lagging),
    }
    return mark_doubts(content, writer.book.versions, Doubts.read()), writer


def _summing(lagging: Lagging) -> Content | None:
    """The notice at the head of the report."""
    if lagging.until is None:
        return None
    return {"until": vn_datetime(lagging.until), "names": lagging.names}


def _head(today: date) -> Content:
    instance = Instance.objects.first() or Instance(name="Tỉnh Số", owner="")
    return {
        "agency": instance.owner or instance.name,
        "as_of": today.isoformat(),
        "seal": _seal(),
    }


def _seal() -> Content | None:
    """The newest signed head and the fingerprint of its key: what `tinhso verify --head --key` is given later."""
    for head in newest_heads():
        if head.log == Seal.Log.EVENTS:
            return {"number": head.number, "hash": head.hash, "key": head.key}
    seal = Seal.objects.filter(log=Seal.Log.EVENTS).order_by("-number").only("number", "hash").first()
    return {"number": seal.number, "hash": seal.hash} if seal else None


def _section(section: Section, writer: Writer, written: ReportText | None) -> Content:
    """Its figures, and below them what somebody wrote."""
    blocks = [_block(block, writer) for block in section.blocks]
    blocks += texts.paragraphs(written.text) if written else []
    part = {"part": section.part} if section.part else {}
    return {"key": section.key, "title": section.title, "blocks": blocks} | part


def _block(block: Block, writer: Writer) -> Content:
    if isinstance(block, Line):
        return _line(block, writer)
    if isinstance(block, TableAsk):
        return _table(block, writer)
    if isinstance(block, ChartAsk):
        return _chart(block, writer)
    if isinstance(block, Say):
        return {"kind": "text", "runs": [block.text]}
    if isinstance(block, PlanAsk):
        return PLAN_TABLES[block.which](block.title, writer)
    return _map(block, writer)


def _line(line: Line, writer: Writer) -> Content:
    if _lags(line.clauses[0], writer):
        return summing(line.name, writer)
    first = _clause(line.clauses[0], writer)
    if first is None:
        return missing(line.name)
    runs = first
    for clause in line.clauses[1:]:
        sentences = [writer.book.summing_words] if _lags(clause, writer) else _clause(clause, writer)
        runs += ["; ", *(sentences or [clause.otherwise])]
    return {"kind": "text", "runs": _joined([*runs, "."])}


def _lags(clause: Clause, writer: Writer) -> bool:
    asks = (part for part in clause.parts if isinstance(part, Ask))
    return any(writer.book.lags(ask.code, ask.period) for ask in asks)


def missing(name: str) -> Content:
    """What a line without its figure says."""
    return {"kind": "text", "missing": True, "runs": [f"{name}: {_('chưa có số liệu')}."]}


def too_few(name: str) -> Content:
    """What stands in the place of months of which some hold too few people."""
    words = _("có tháng số nhỏ nên không in theo tháng")
    return {"kind": "text", "missing": True, "runs": [f"{name}: {words}."]}


def summing(name: str, writer: Writer) -> Content:
    """What stands in the place of a line, table or picture whose figure is being added up."""
    return {"kind": "text", "missing": True, "runs": [f"{name}: {writer.book.summing_words}."]}


def _clause(clause: Clause, writer: Writer) -> list[str | Content] | None:
    """None where one of its places has no value; nothing of it is noted then."""
    found = [part if isinstance(part, str) else writer.book.show(part) for part in clause.parts]
    if any(part is None for part in found):
        return None
    return list(_runs(clause, found, writer))


def _runs(clause: Clause, found: list[Any], writer: Writer) -> Iterator[str | Content]:
    for part, shown in zip(clause.parts, found, strict=True):
        if not isinstance(part, Ask):
            yield part
        elif shown.value is None:
            yield shown.words
        else:
            key = writer.keep(shown.figure, part.form, shown.words, shown.value)
            yield {"t": shown.words, "n": writer.number_of(shown.figure, shown.target), "key": key}


def _joined(runs: list[str | Content]) -> list[str | Content]:
    """Neighbouring strings as one."""
    whole: list[str | Content] = []
    for run in runs:
        if isinstance(run, str) and whole and isinstance(whole[-1], str):
            whole[-1] += run
        else:
            whole.append(run)
    return whole


def _table(ask: TableAsk, writer: Writer) -> Content:
    """One row an agency; small counts of people are hidden, for the report is public."""
    if any(writer.book.lags(code) for code in ask.indicators):
        return summing(ask.title, writer)
    known = [code for code in ask.indicators if writer.book.compared(code)]
    if not known:
        return missing(ask.title)
    found = {code: _by_agency(code, writer) for code in known}
    keys = {key for part in found.values() for key, figure in part.items() if key and figure.n}
    agencies = list(Agency.objects.filter(pk__in=keys))
    if ask.lowest:
        agencies = _lowest(agencies, found[known[-1]])[: ask.lowest]
    columns = columns_of(
        [[part.get(a.pk) for a in agencies] for part in found.values()], [a.code for a in agencies], writer
    )
    rows = [[agency.name, *cells] for agency, *cells in zip(agencies, *columns, strict=True)]
    definitions = [writer.book.versions[code].definition for code in known]
    head = [_("Cơ quan"), *(f"{d.name} ({d.unit})" for d in definitions)]
    notes = [writer.number_of(writer.book.compared(code).now) for code in known]  # type: ignore[union-attr]
    return {"kind": "table", "title": ask.title, "head": head, "rows": rows, "notes": notes}


def _lowest(agencies: list[Agency], figures: dict[int | None, Figure]) -> list[Agency]:
    """Those with a value, the lowest first."""
    ranked = [(figures[a.pk].value, a.sort_key, a) for a in agencies if a.pk in figures]
    return [agency for value, _key, agency in sorted((v, k, a) for v, k, a in ranked if v is not None)]


def _by_agency(code: str, writer: Writer) -> dict[int | None, Figure]:
    version = writer.book.versions[code]
    return read_by(version, writer.book.period_of(code).up_to(writer.book.today), "agency")


def columns_of(
    columns: Sequence[Sequence[Figure | None]], scopes: Sequence[str], writer: Writer
) -> list[list[Content]]:
    """The columns of a table: each figure noted with its agency or place; rows with small counts of people are hidden
    in all columns of people, so that no sum of the table gives them back."""
    people = [any(one and one.definition.of_people for one in column) for column in columns]
    counts = [[one.n if one else 0 for one in column] for column in columns]
    hidden_places = hidden_rows(
        [column for column, is_people in zip(counts, people, strict=True) if is_people]
    )
    return [
        [
            {"t": _("ẩn (số nhỏ)")} if is_people and number in hidden_places else _cell(figure, scope, writer)
            for number, (figure, scope) in enumerate(zip(column, scopes, strict=True))
        ]
        for column, is_people in zip(columns, people, strict=True)
    ]


def _cell(figure: Figure | None, scope: str, writer: Writer) -> Content:
    if figure is None or figure.value is None:
        return {"t": "–"}
    words = wording.value_text(figure.value, figure.definition)
    return {"t": words, "key": writer.keep(figure, "number", words, figure.rounded, scope)}


def _chart(ask: ChartAsk, writer: Writer) -> Content:
    if writer.book.lags(ask.indicator):
        return summing(ask.title, writer)
    found = writer.book.compared(ask.indicator)
    if found is None:
        return missing(ask.title)
    definition, year = found.now.definition, writer.book.periods["year"]
    months = [Period.of(PeriodKind.MONTH, date(year.start.year, month, 1)) for month in range(1, 13)]
    begun = [month for month in months if month.end <= writer.book.today]
    known = [f for f in read_months(found.now.version, begun) if f.value is not None] if begun else []
    public = PublicPeriods.read(found.now.version, [year.start.year], writer.book.today)
    if not all(public.shows(figure) for figure in known):
        return too_few(ask.title)
    if len(known) < 2:
        return missing(ask.title)
    rows = []
    for figure in known:
        words = wording.value_text(figure.value, definition)
        cell = {"t": words, "key": writer.keep(figure, "number", words, figure.rounded)}
        rows.append([f"{figure.period.start:%m/%Y}", cell])
    return {
        "kind": "chart",
        "title": ask.title,
        "drawn": ask.drawn,
        "head": [_("Tháng"), definition.unit],
        "rows": rows,
        "values": [float(figure.rounded or 0) for figure in known],
        "places": definition.decimals,
        "unit": definition.unit,
        "notes": [writer.number_of(found.now)],
    }


def _map(ask: MapAsk, writer: Writer) -> Content:
    """By place: with outlines a map and its table, else the table. A ratio is not told by place."""
    if writer.book.lags(ask.indicator):
        return summing(ask.title, writer)
    found = writer.book.compared(ask.indicator)
    if found is None or found.now.definition.is_ratio:
        return missing(ask.title)
    places = by_place(found.now)
    if not places.units:
        return missing(ask.title)
    definition = found.now.definition
    column = [places.figures[unit.pk] for unit in places.units]
    (cells,) = columns_of([column], [unit.code for unit in places.units], writer)
    return {
        "kind": "map",
        "title": ask.title,
        "head": [_("Địa bàn"), f"{definition.name} ({definition.unit})"],
        "rows": [[unit.name, cell] for unit, cell in zip(places.units, cells, strict=True)],
        "shapes": places.shapes([cell["t"] if "key" in cell else None for cell in cells]),
        "height": places.height,
        "notes": [writer.number_of(found.now)],
        "borders": places.borders,
    }
