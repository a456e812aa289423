"""A plain document: parts with sentences and tables, the same for paper and word processor."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG; `width` and `height` in points."""

    svg: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Block:
    """A sentence (`text`), a table with its `caption`, `head` and `rows` of the same length, or a `picture` with its caption."""

    text: str = ""
    caption: str = ""
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Part:
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class OwnDocument:
    """`file` is the name without ending; `to_fill` is what only people can say, listed at the end."""

    file: str
    title: str
    subject: str
    agency: str
    opening: str
    parts: Sequence[Part]
    to_fill: Sequence[str] = field(default=())
