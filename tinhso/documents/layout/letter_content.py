"""What stands on an official document, before it is set: plain words and nothing of a database or a request."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BlockKind = Literal[
    "part", "chapter", "section", "subsection", "heading", "article", "clause", "point", "text"
]
BLOCK_KINDS: tuple[BlockKind, ...] = (
    "part",
    "chapter",
    "section",
    "subsection",
    "heading",
    "article",
    "clause",
    "point",
    "text",
)


@dataclass(frozen=True)
class BodyBlock:
    """One piece of the text (box 6). `number` is as it is printed: "II" of a part, chapter or heading, "3" of an article or
    clause, "đ" of a point, "" of a plain paragraph."""

    kind: BlockKind
    number: str = ""
    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class LetterSigner:
    """Who signs (7a, 7b): every line above the signature, as `SigningForm.lines` says them, and the name."""

    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class LetterAppendix:
    """An appendix in the same file; its number, if there are several, is told by its place."""

    title: str
    blocks: tuple[BodyBlock, ...]


@dataclass(frozen=True)
class LetterContent:
    """A document of a type of `document_types.csv`; the numbers are the boxes of NĐ 30/2020, phụ lục I, mục IV.

    `number` "" and `day` None leave room for the clerk's (3, 4). `signers` are one, or two who stand side by side (minutes,
    agreements): the last is who signs with the agency's seal. `recipients` end with "Lưu: VT, …".
    """

    type_code: str
    type_name: str
    agency: str
    subject: str
    signers: tuple[LetterSigner, ...]
    blocks: tuple[BodyBlock, ...]
    recipients: tuple[str, ...] = ()
    parent: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    issuer: str = ""
    legal_basis: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    opening: str = ""
    urgency: str = ""
    circulation: str = ""
    drafter: str = ""
    contact: str = ""
    appendices: tuple[LetterAppendix, ...] = ()
    verify_url: str = field(default="")
