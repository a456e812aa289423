"""The papers (thành phần hồ sơ) that a version asks for, and what of them a dossier has."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tinhso.kernel.site.public import planned
from tinhso.lib.forms import logic
from tinhso.onestop.models import Attachment, Dossier, PaperSource, ProcedureVersion, SourceRecord

OFFERED_SQL = """
select paper from onestop_attachment where dossier_id = %s
union select paper from onestop_paperhandedin where dossier_id = %s
"""
OTHER_PAPER = "khac-cong"  # of files from elsewhere that belong to no paper that the procedure asks for


@dataclass(frozen=True)
class Paper:
    """One paper asked for; `made` means that the answers themselves become it, so no file is asked.

    `show_if` is a condition on the answers, as in forms: without it the paper is always asked for.
    """

    id: str
    name: str
    note: str = ""
    required: bool = True
    made: bool = False
    originals: int = 0
    copies: int = 0
    show_if: Any = None

    def is_required(self, answers: dict[str, Any]) -> bool:
        return self.show_if is None or logic.holds(self.show_if, answers)


@dataclass(frozen=True)
class PaperState:
    """`record`: what a source said in its place, or why none did; `source`: the one that may still be asked, or `why_not`."""

    paper: Paper
    files: list[Attachment] = field(default_factory=list)
    on_paper: bool = False
    how: str = ""  # it came on paper, where an officer said so
    record: SourceRecord | None = None
    source: PaperSource | None = None
    by_data: bool = False
    why_not: str = ""

    @property
    def missing(self) -> bool:
        there = self.files or self.on_paper or self.by_data
        return self.paper.required and not self.paper.made and not there

    @property
    def wants_upload(self) -> bool:
        """Whether nothing but the paper itself will do: no source may still be asked in its place."""
        may_be_asked = self.source is not None and self.record is None and not self.why_not
        return self.missing and not may_be_asked


def papers_of(version: ProcedureVersion) -> list[Paper]:
    names = Paper.__dataclass_fields__
    return [Paper(**{k: v for k, v in row.items() if k in names}) for row in version.papers]


def papers_asked(dossier: Dossier) -> list[Paper]:
    """Those of its version; of a paper application also what else the answers would become: it came as paper or not at all."""
    papers = papers_of(dossier.version)
    return [replace(paper, made=False) for paper in papers] if dossier.on_paper else papers


def nothing_came(dossier: Dossier) -> bool:
    """Neither answers, nor a file, nor a paper at the desk, nor data of a source. One query, none where something was declared."""
    if dossier.answers and not dossier.on_paper:
        return False
    if any(record.stands_in(dossier.answers) for record in dossier.source_records().values()):
        return False
    with planned() as cursor:
        cursor.execute(OFFERED_SQL, [dossier.pk, dossier.pk])
        return cursor.fetchone() is None


def missing_papers(dossier: Dossier) -> list[Paper]:
    """The papers that the answers call for and that are neither attached nor at the desk nor told by a source. One query."""
    with planned() as cursor:
        cursor.execute(OFFERED_SQL, [dossier.pk, dossier.pk])
        given = {row[0] for row in cursor.fetchall()}
    given |= {key for key, record in dossier.source_records().items() if record.stands_in(dossier.answers)}
    asked = (paper for paper in papers_asked(dossier) if paper.is_required(dossier.answers))
    return [paper for paper in asked if paper.required and not paper.made and paper.id not in given]


def paper_states(dossier: Dossier, attachments: Iterable[Attachment] | None = None) -> list[PaperState]:
    """Each paper that the answers call for, with its files and whether it lies at the desk; two queries, one if the attachments are given."""
    files = list(
        dossier.attachments.select_related("file", "entry__paper") if attachments is None else attachments
    )
    ways, records = {row.paper: row.how for row in dossier.handed_in.all()}, dossier.source_records()
    states = [
        _state(paper, files, ways.get(paper.id), records.get(paper.id), dossier.answers)
        for paper in papers_asked(dossier)
        if paper.is_required(dossier.answers)
    ]
    states += _former_papers(dossier, files, {state.paper.id for state in states})
    if others := [a for a in files if a.paper == OTHER_PAPER]:
        states.append(PaperState(Paper(OTHER_PAPER, "Giấy tờ khác", required=False), others))
    return states


def _state(
    paper: Paper,
    files: list[Attachment],
    how: str | None,
    record: SourceRecord | None,
    answers: dict[str, Any],
) -> PaperState:
    mine = [a for a in files if a.paper == paper.id]
    by_data = record is not None and record.stands_in(answers)
    return PaperState(paper, mine, how is not None, how or "", record, by_data=by_data)


def _former_papers(dossier: Dossier, files: list[Attachment], shown: set[str]) -> list[PaperState]:
    """Files for papers that the version of a migrated dossier no longer asks for: they stay with it, and visible."""
    known = {paper.id for paper in papers_of(dossier.version)} | {OTHER_PAPER}
    former = dict.fromkeys(a.paper for a in files if a.paper not in known)
    return [
        PaperState(
            Paper(paper, "Giấy tờ theo mẫu cũ", required=False), [a for a in files if a.paper == paper]
        )
        for paper in former
        if paper not in shown
    ]
