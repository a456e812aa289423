"""The paragraphs of a draft as everybody reads and quotes them: legal bases, then chapters, articles, clauses and points."""

from collections.abc import Iterator
from dataclasses import dataclass

from tinhso.documents.layout.body_lines import blocks_of
from tinhso.documents.layout.letter_content import BlockKind, BodyBlock
from tinhso.documents.models import DraftVersion
from tinhso.documents.outgoing.versions import text_of

HEADS: dict[BlockKind, str] = {
    "part": "Phần %s",
    "chapter": "Chương %s",
    "section": "Mục %s",
    "subsection": "Tiểu mục %s",
    "heading": "%s.",
    "article": "Điều %s.",
    "clause": "%s.",
    "point": "%s)",
}
DIVISIONS = frozenset[BlockKind]({"part", "chapter", "section", "subsection"})


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with its number in the version, where it stands in words of the law, and its text."""

    number: int
    kind: BlockKind
    label: str
    text: str

    @property
    def is_division(self) -> bool:
        return self.kind in DIVISIONS


def paragraphs_of(version: DraftVersion) -> list[Paragraph]:
    """What of a version is published: neither its receivers nor its related papers."""
    text = text_of(version)
    bases = [
        Paragraph(n, "text", f"Căn cứ thứ {n}", plain(line)) for n, line in enumerate(text.legal_basis, 1)
    ]
    labels = _labels(list(blocks_of(text.paragraphs)))
    body = [
        Paragraph(n, block.kind, label, words)
        for n, (block, label, words) in enumerate(labels, len(bases) + 1)
    ]
    return [*bases, *body]


def plain(words: str) -> str:
    """With single spaces: how a quotation is looked for."""
    return " ".join(words.split())


def _labels(blocks: list[BodyBlock]) -> Iterator[tuple[BodyBlock, str, str]]:
    """Each block with its place ("điểm a khoản 2 Điều 5") and its words as they are printed."""
    article = clause = ""
    for n, block in enumerate(blocks, 1):
        if block.kind == "article":
            article, clause = f"Điều {block.number}", ""
        elif block.kind == "clause":
            clause = f"khoản {block.number}"
        head = HEADS[block.kind] % block.number if block.kind in HEADS else ""
        words = plain(" ".join(filter(None, (head, block.title, block.text))))
        yield block, _label(block, n, article, clause), words


def _label(block: BodyBlock, n: int, article: str, clause: str) -> str:
    if block.kind == "article":
        return article
    if block.kind == "clause":
        return _place(clause, article)
    if block.kind == "point":
        return _place(f"điểm {block.number}", clause, article)
    if block.kind in DIVISIONS:
        return HEADS[block.kind] % block.number
    return _place(f"đoạn {n}", article) if article else f"Đoạn {n}"


def _place(*parts: str) -> str:
    words = " ".join(filter(None, parts))
    return words[:1].upper() + words[1:]
