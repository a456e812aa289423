"""The blocks of a story as a page shows them: figures asked of the version that each names, words with the figures they name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.files.public import picture_address, versions_of
from tinhso.lib.forms.block_editor import Block
from tinhso.lib.language.linked_text import Piece, paragraphs_of
from tinhso.opendata.engine import engine
from tinhso.opendata.engine.expressions import BadCondition
from tinhso.opendata.models import StoryPicture, StoryText
from tinhso.opendata.stories.blocks import IN_WORDS, MARK, PAGES, files_of
from tinhso.opendata.stories.drawing import BlockAnswer, answer_of
from tinhso.opendata.stories.sources import Source

UNKNOWN = "…"  # a figure that cannot be had at this moment


@dataclass(frozen=True)
class PageBlock:
    """One block with whatever its kind needs; the rest is empty. `problem` says why its data are not there."""

    kind: str
    position: int
    block: Block
    paragraphs: Sequence[Sequence[Piece]] = ()
    source: Source | None = None
    shown: BlockAnswer | None = None
    problem: str = ""
    picture: str = ""
    file: StoryPicture | None = None

    @property
    def anchor(self) -> str:
        return f"khoi-{self.position}"

    @property
    def only_in_words(self) -> bool:
        return self.kind == "figure" and self.block["place"] == IN_WORDS

    @property
    def data_url(self) -> str:
        """The page of the dataset, chart or map that the block shows, at the version that it shows."""
        return _at_version(PAGES[self.kind], self.source, self.block) if self.source else ""

    @property
    def csv_url(self) -> str:
        """The figures of a chart as a file."""
        if self.source and self.shown and self.shown.chart:
            return _at_version("dataset_chart_csv", self.source, self.block)
        return ""


def _at_version(name: str, source: Source, block: Block) -> str:
    pairs = parse_qsl(block["address"].partition("?")[2], keep_blank_values=True)
    query = urlencode([*pairs, ("phien-ban", source.version.number)])
    return f"{reverse(name, args=[source.dataset.slug])}?{query}"


def page_blocks(text: StoryText, sources: Mapping[int, Source]) -> list[PageBlock]:
    """Two queries where there are pictures; each block of data asks the engine once or twice."""
    found = grounds_once([_data_block(position, one, sources) for position, one in enumerate(text.blocks, 1)])
    figures = {
        one.block["mark"]: (one.shown.figure.text if one.shown and one.shown.figure else UNKNOWN, one.anchor)
        for one in found
        if one.kind == "figure" and one.block["mark"]
    }
    hidden = {one.anchor for one in found if one.only_in_words}
    pictures = _pictures(text)
    addresses = versions_of(pictures)
    return [
        _worded(one, figures, hidden)
        if one.kind == "text"
        else _with_picture(one, pictures, addresses)
        if one.kind == "image"
        else one
        for one in found
    ]


def _data_block(position: int, block: Block, sources: Mapping[int, Source]) -> PageBlock:
    kind, source = block["type"], sources.get(position)
    if kind not in PAGES:
        return PageBlock(kind, position, block)
    if source is None:
        return PageBlock(kind, position, block, problem=_("Chưa có địa chỉ dữ liệu."))
    if not source.is_open:
        words = _("Bộ dữ liệu “%(title)s” đã thôi mở nên phần này không còn được hiện.")
        return PageBlock(kind, position, block, source=source, problem=words % {"title": source.title})
    try:
        return PageBlock(kind, position, block, source=source, shown=answer_of(block, source.version))
    except (BadCondition, engine.Unanswered, engine.TooBusy) as error:
        return PageBlock(kind, position, block, source=source, problem=str(error))


def grounds_once(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """A ground that a map above has drawn is pointed at by those below: a page names it once."""
    drawn: set[int] = set()
    found = []
    for one in blocks:
        ground = one.shown.on_ground if one.shown else None
        is_drawn = ground is not None and id(ground) in drawn
        found.append(replace(one, shown=one.shown.repeated()) if is_drawn and one.shown else one)
        drawn.add(id(ground))
    return found


def _worded(one: PageBlock, figures: Mapping[str, tuple[str, str]], hidden: set[str]) -> PageBlock:
    """The paragraphs with the figures that they name, each leading to where it comes from."""
    parts = []
    for paragraph in paragraphs_of(one.block["text"]):
        pieces: list[Piece] = []
        for piece in paragraph:
            pieces += [piece] if piece.url else _filled(piece.text, figures, hidden)
        parts.append(pieces)
    return PageBlock(one.kind, one.position, one.block, paragraphs=parts)


def _filled(text: str, figures: Mapping[str, tuple[str, str]], hidden: set[str]) -> list[Piece]:
    found, at = [], 0
    for mark in MARK.finditer(text):
        number, anchor = figures.get(mark[1], (UNKNOWN, ""))
        found.append(Piece(text[at : mark.start()]))
        found.append(Piece(number, "#nguon" if anchor in hidden else f"#{anchor}" if anchor else ""))
        at = mark.end()
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def _pictures(text: StoryText) -> dict[UUID, StoryPicture]:
    wanted = files_of(text.blocks)
    if not wanted:
        return {}
    rows = StoryPicture.objects.filter(story=text.story_id, file__in=wanted).select_related("file")
    return {row.file_id: row for row in rows}


def _with_picture(
    one: PageBlock, pictures: Mapping[UUID, StoryPicture], addresses: Mapping[UUID, str]
) -> PageBlock:
    file = UUID(one.block["file"]) if one.block["file"] else None
    version = addresses.get(file, "") if file else ""
    return PageBlock(
        one.kind,
        one.position,
        one.block,
        picture=picture_address(version, "large") if version else "",
        file=pictures.get(file) if file else None,
    )
