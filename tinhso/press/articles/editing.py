"""The editor's page without a script: each button sends the whole form, which is stored at once, then the page shows it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from tinhso.indicators.public import quotable_indicators
from tinhso.lib.forms.block_editor import blocks_moved, blocks_sent, whole_number
from tinhso.lib.language.vietnamese import sort_key
from tinhso.press.articles import forms
from tinhso.press.articles.blocks import KINDS, LIMITS, MOST_BLOCKS, Block
from tinhso.press.models import Article, ArticleDraft

FORMS: dict[str, type[django_forms.Form]] = {
    "heading": forms.HeadingForm,
    "text": forms.TextForm,
    "image": forms.ImageForm,
    "table": forms.TableForm,
    "quote": forms.QuoteForm,
    "figure": forms.FigureForm,
    "file": forms.AttachedForm,
    "audio": forms.AudioForm,
    "document": forms.DocumentForm,
}


@dataclass(frozen=True)
class Typed:
    """What stands in the editor: title, sapô, blocks, and the revision that it was written upon."""

    base: int
    title: str
    lead: str
    blocks: list[Block]

    @classmethod
    def of(cls, article: Article, draft: ArticleDraft | None) -> "Typed":
        """The own unfinished text, else the newest one."""
        if draft is not None:
            return cls(draft.base, draft.title, draft.lead, draft.blocks)
        head = article.head
        assert head is not None
        return cls(head.number, head.title, head.lead, head.blocks)

    @classmethod
    def sent(cls, post: Mapping[str, str]) -> "Typed":
        """What the form brings, whatever it is: unknown kinds of blocks are left out."""
        base = whole_number(post.get("base", ""), 10**6)
        blocks = blocks_sent(post, LIMITS, MOST_BLOCKS + 10)
        return cls(base, post.get("title", ""), post.get("lead", ""), blocks)

    def changed(self, deed: str) -> tuple["Typed", int]:
        """After a button: `add-text` puts a block at the end, `up-3`, `down-3`, `drop-3` move or drop the third; and which
        block the page should show."""
        blocks, place = blocks_moved(self.blocks, deed, LIMITS, MOST_BLOCKS)
        return Typed(self.base, self.title, self.lead, blocks), place


@dataclass(frozen=True)
class BlockForm:
    """A block of the editor: its form, what it is called, and what is wrong with it."""

    position: int
    kind: str
    label: str
    form: django_forms.Form
    problems: Sequence[str] = ()


def block_forms(
    article: Article, typed: Typed, *, problems: Mapping[int, Sequence[str]] = {}, bound: bool = False
) -> list[BlockForm]:
    """Two queries where a block chooses files or indicators."""
    choices = _choices(article, {block.get("type", "") for block in typed.blocks})
    found = []
    for position, block in enumerate(typed.blocks, 1):
        kind = block.get("type", "")
        if kind not in FORMS:
            continue
        more: dict[str, Any] = {"prefix": f"k{position}", **choices.get(kind, {})}
        if bound:
            more["data"] = {f"k{position}-{name}": value for name, value in block.items()}
        else:
            more["initial"] = block
        form = FORMS[kind](**more)
        found.append(BlockForm(position, kind, KINDS[kind], form, problems.get(position, ())))
    return found


def _choices(article: Article, kinds: set[str]) -> dict[str, dict[str, list[tuple[str, str]]]]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    if kinds & {"image", "file", "audio"}:
        files = list(article.files.select_related("file"))
        found["image"] = {"files": [(str(one.file_id), one.name) for one in files if one.picture]}
        found["file"] = {
            "files": [(str(one.file_id), one.name) for one in files if not one.picture and not one.sound]
        }
        found["audio"] = {"files": [(str(one.file_id), one.name) for one in files if one.sound]}
    if "figure" in kinds:
        found["figure"] = {"indicators": sorted(quotable_indicators(), key=lambda pair: sort_key(pair[1]))}
    return found
