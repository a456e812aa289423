"""How a result is laid out by the legal form of its kind, filled from the dossier's answers: `data/result_layouts.json` and,
for forms written as text, the second half of their file.

A text of the data holds `{answer}`, `{answer.part}` or `{first|second}` (the first that was answered). A labelled line whose
answers are all empty is left out; what an article lacks is "…" for the examiner to write in. Titles, subjects, headings and
notations may depend on one answer. Each layout names its source, and what of it nobody has checked yet.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tinhso.lib.dates import local
from tinhso.lib.forms.summary import answer_text
from tinhso.onestop.catalogue.places import unit_names
from tinhso.onestop.catalogue.result_forms.kinds import ResultKind, result_kind, symbol_of
from tinhso.onestop.data.form_text.reader import text_layouts
from tinhso.onestop.data.reading import HERE
from tinhso.onestop.models import Dossier, ProcedureVersion

PLACE = re.compile(r"\{([^{}]+)\}")
OPEN = "…"
RECIPIENTS = ["Người đề nghị", "Lưu: hồ sơ"]
Words = str | Mapping[str, Any]  # one text, or one for each value of an answer


@dataclass(frozen=True)
class Layout:
    """One legal form; `articles` are the first wording that the examiner gets to complete."""

    code: str
    forms: list[str]
    title: Words
    subject: Words
    notation: Words
    source: str
    issuer: bool
    basis: bool
    opening: str
    numbered: bool
    lead: list[str]
    sections: list[dict[str, Any]]
    articles: list[str]
    closing: list[str]
    recipients: list[str]
    kind: str = ""  # of the paper, where the first words of the procedure's result do not tell it

    def notation_for(self, answers: Mapping[str, Any]) -> str:
        """What stands after the number, `{agency}` in it; "" where the general rule holds."""
        return chosen(self.notation, answers)

    def laid_out(self, dossier: Dossier, general: Mapping[str, Any]) -> dict[str, Any]:
        """The keys of the paper that this form writes otherwise than the general layout. One query."""
        filler = Filler(dossier)
        return {
            "subject": chosen(self.subject, dossier.answers),
            "issuer": general["issuer"] if self.issuer else "",
            "legal_basis": general["legal_basis"] if self.basis else [],
            "lead": [text for text in map(filler.text, self.lead) if OPEN not in text],
            "opening": self.opening,
            "sections": [part for part in map(filler.section, self.sections) if part["rows"]],
            "numbered": self.numbered,
            "closing": self.closing,
            "recipients": self.recipients,
        }

    def first_wording(self, dossier: Dossier, names: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Title and articles for the examiner's form. One query, none where the names of communes are given."""
        filler = Filler(dossier, names)
        return {
            "title": chosen(self.title, dossier.answers),
            "articles": "\n".join(filler.text(text) for text in self.articles),
        }


def chosen(words: Words, answers: Mapping[str, Any]) -> str:
    if isinstance(words, str):
        return words
    return str(words["is"].get(str(answers.get(words["answer"])), words["else"]))


class Filler:
    """Puts the answers of one dossier into texts."""

    def __init__(self, dossier: Dossier, names: Mapping[str, str] | None = None) -> None:
        self.form, self.answers = dossier.version.definition, dossier.answers
        self.names = unit_names(local(dossier.case.opened_at).date()) if names is None else names

    def answer(self, paths: str) -> str:
        """The first of the answers that was given, in words."""
        found = (
            answer_text(self.form, self.answers, path, unit_names=self.names) for path in paths.split("|")
        )
        return next((text for text in found if text), "")

    def text(self, words: str) -> str:
        return PLACE.sub(lambda place: self.answer(place[1]) or OPEN, words)

    def row(self, words: str) -> str:
        """ "" if none of its answers was given; the lacking ones are left out."""
        found = [self.answer(place) for place in PLACE.findall(words)]
        if found and not any(found):
            return ""
        return " ".join(PLACE.sub(lambda place: self.answer(place[1]), words).split())

    def section(self, part: Mapping[str, Any]) -> dict[str, Any]:
        rows = [[label, self.row(words)] for label, words in part["rows"]]
        return {
            "heading": self.text(chosen(part["heading"], self.answers)),
            "rows": [row for row in rows if row[1]],
        }


@cache
def layouts() -> list[Layout]:
    path = HERE / "result_layouts.json"
    rows = [*json.loads(path.read_text(encoding="utf-8"))["layouts"], *text_layouts()]
    return [Layout(**row | {"recipients": row["recipients"] or RECIPIENTS}) for row in rows]


def layout_of(version: ProcedureVersion) -> Layout | None:
    """The layout of this version's result, by the form that is filled for it; None where no legal form was written."""
    form = version.form.get("id", "")
    return next((layout for layout in layouts() if form in layout.forms), None)


def paper_kind(version: ProcedureVersion) -> ResultKind:
    """The kind of paper in which this version ends: as its layout says, else by the words of its result."""
    layout = layout_of(version)
    if layout and layout.kind:
        return ResultKind(layout.kind, symbol_of(layout.kind), layout.opening)
    return result_kind(version.result_name)
