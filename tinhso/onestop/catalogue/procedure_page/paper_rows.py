"""The papers of a version as the public reads them, one row a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tinhso.onestop.catalogue.procedure_page.condition_words import when_words
from tinhso.onestop.models import PaperSource, ProcedureVersion


@dataclass(frozen=True)
class PaperRow:
    """A paper asked for. `spared`: it need not be handed in, and why; `when`: the case in which it is asked for."""

    name: str
    note: str
    counts: str
    optional: bool
    when: str
    spared: str


def paper_rows(
    version: ProcedureVersion | None, sources: Mapping[str, PaperSource] | None = None
) -> Sequence[PaperRow]:
    """Those always asked for first, then by case, then what may be left out; `sources` stand in for some of them."""
    by_source = {key: one.title for key, one in (sources or {}).items()}
    rows = [_row(_spared_by(paper, by_source), version) for paper in version.papers] if version else []
    return sorted(rows, key=lambda row: (row.optional, bool(row.when)))


def _spared_by(paper: Mapping[str, Any], by_source: Mapping[str, str]) -> Mapping[str, Any]:
    title = by_source.get(str(paper.get("id", "")))
    return {**paper, "replaced_by": title} if title else paper


def _row(paper: Mapping[str, Any], version: ProcedureVersion) -> PaperRow:
    when = ""
    if "show_if" in paper:
        when = when_words(version.definition, paper["show_if"]) or _("tùy trường hợp")
    return PaperRow(
        name=str(paper["name"]),
        note=str(paper.get("note", "")),
        counts=_counts(paper),
        optional=not paper.get("required", True),
        when=when,
        spared=_spared(paper),
    )


def _counts(paper: Mapping[str, Any]) -> str:
    counts = [(paper.get("originals", 0), _("bản chính")), (paper.get("copies", 0), _("bản sao"))]
    return ", ".join(f"{n:02} {words}" for n, words in counts if n)


def _spared(paper: Mapping[str, Any]) -> str:
    if paper.get("made"):
        return _("Không phải nộp: lập ngay từ các câu trả lời khi nộp trực tuyến.")
    if base := paper.get("replaced_by"):
        return _("Không phải nộp khi tra cứu được trong: %(name)s.") % {"name": base}
    return ""
