"""The blocks of a text as a page shows them: paragraphs with links, tables, pictures by their address, figures as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tinhso.indicators.public import QuotedFigure, quoted_figures
from tinhso.kernel.files.public import picture_address, versions_of
from tinhso.kernel.site.shapes import Column, Table
from tinhso.lib.dates import local
from tinhso.lib.language.linked_text import Piece, paragraphs_of
from tinhso.lib.periods import NotAPeriod, Period
from tinhso.press.articles.blocks import Block, files_of, quotes_of, table_rows
from tinhso.press.articles.checks import EMPTY
from tinhso.press.models import ArticleFile, ArticleRevision, Publication, PublishedFigure


@dataclass(frozen=True)
class FigureNow:
    """A figure as it stands now; `printed` is what the page showed when it was published, where that differs. `unfinished`: its period
    was not over then, so the figure has grown and nobody set it right."""

    figure: QuotedFigure | None
    printed: str = ""
    unfinished: bool = False

    @property
    def revised(self) -> bool:
        return bool(self.printed) and not self.unfinished


@dataclass(frozen=True)
class PageBlock:
    """One block with whatever its kind needs; the rest is empty. `anchor` is its id on the page."""

    kind: str
    position: int
    block: Block
    paragraphs: Sequence[Sequence[Piece]] = ()
    table: Table | None = None
    picture: str = ""
    file: ArticleFile | None = None
    number: FigureNow | None = None
    problems: Sequence[str] = field(default=())

    @property
    def anchor(self) -> str:
        return f"khoi-{self.position}"

    @property
    def empty(self) -> bool:
        """Nothing is in it yet: a page draws no heading, quote, link or table without words."""
        return self.kind in EMPTY and not self.block[EMPTY[self.kind][0]]


def page_blocks(
    revision: ArticleRevision,
    now: datetime,
    *,
    publication: Publication | None = None,
    problems: Mapping[int, Sequence[str]] = {},
) -> list[PageBlock]:
    """With a publication its figures are compared with what it showed. Some ten queries."""
    blocks = revision.blocks
    numbers = figures_now(blocks, now, publication)
    named = {one.file_id: one for one in _files(revision)}
    pictures = versions_of([pk for pk, one in named.items() if one.picture])
    return [
        _page_block(position, block, numbers, named, pictures, problems.get(position, ()))
        for position, block in enumerate(blocks, 1)
    ]


def _files(revision: ArticleRevision) -> list[ArticleFile]:
    wanted = files_of(revision.blocks)
    if not wanted:
        return []
    found = ArticleFile.objects.filter(article=revision.article_id, file__in=wanted)
    return list(found.select_related("file"))


def _page_block(
    position: int,
    block: Block,
    numbers: Mapping[int, FigureNow],
    named: Mapping[UUID, ArticleFile],
    pictures: Mapping[UUID, str],
    problems: Sequence[str],
) -> PageBlock:
    kind = block["type"]
    file = UUID(block["file"]) if block.get("file") else None
    version = pictures.get(file, "") if file else ""
    return PageBlock(
        kind=kind,
        position=position,
        block=block,
        paragraphs=paragraphs_of(block["text"]) if kind in ("text", "quote") else (),
        table=_table(block) if kind == "table" else None,
        picture=picture_address(version, "large") if version else "",
        file=named.get(file) if file else None,
        number=numbers.get(position),
        problems=problems,
    )


def _table(block: Block) -> Table | None:
    rows = table_rows(block)
    if not rows:
        return None
    width = len(rows[0])
    columns = [Column(name or "–") for name in rows[0]]
    return Table(block["caption"] or _("Bảng"), columns, [row[:width] for row in rows[1:]])


def figures_now(
    blocks: list[Block], now: datetime, publication: Publication | None = None
) -> dict[int, FigureNow]:
    """By position. One query for what was printed, some six for what is now; none without figure blocks."""
    quotes = quotes_of(blocks)
    if not quotes:
        return {}
    known = quoted_figures((quote for _position, quote in quotes), today=local(now).date())
    printed = {one.position: one for one in publication.figures.all()} if publication else {}
    day = local(publication.at).date() if publication else None
    return {
        position: FigureNow(
            known.get(quote),
            "" if _is_of(quote[1], day) else _difference(printed.get(position), known.get(quote)),
            unfinished=day is not None and _ends(quote[1], day) >= day,
        )
        for position, quote in quotes
    }


def _ends(period: str, day: date) -> date:
    """The last day of the period; that day for what is none."""
    try:
        return Period.parse(period).end
    except NotAPeriod:
        return day


def _is_of(period: str, day: date | None) -> bool:
    """Whether a figure is of the very day on which it was published: what it was at that hour tells nothing of the article."""
    return day is not None and period == day.isoformat()


def _difference(before: PublishedFigure | None, now: QuotedFigure | None) -> str:
    """What was printed, in words, where the figure is another by now; "" where it is the same or was not printed."""
    if before is None:
        return ""
    value: Decimal | None = now.value if now else None
    if before.value == value:
        return ""
    return f"{before.words.get('text', '')} {before.words.get('unit', '')}".strip()
