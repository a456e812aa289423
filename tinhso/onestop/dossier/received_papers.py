"""What of a dossier had come by a moment, how it came, and what was still owed then: as the receipt says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tinhso.onestop.catalogue.papers import OTHER_PAPER, Paper, papers_asked
from tinhso.onestop.models import Attachment, Dossier, PaperHandedIn

MADE = "khai trong biểu mẫu điện tử"
ON_PAPER = {  # as the officer said; earlier versions asked only whether it came
    "": "bản giấy",
    PaperHandedIn.How.SUBMITTED: "nộp bản giấy",
    PaperHandedIn.How.PRESENTED: "xuất trình, đã trả lại",
    PaperHandedIn.How.DATABASE: "lấy từ cơ sở dữ liệu",
}
SCANNED = "bản chụp tại nơi tiếp nhận"
STORED = "lấy từ kho dữ liệu điện tử"
FILE = "tệp điện tử"
FROM_SOURCE = "lấy từ dữ liệu của %s"
OTHER_NAMES = {OTHER_PAPER: "Giấy tờ khác"}
FORMER = "Giấy tờ theo mẫu cũ"


@dataclass(frozen=True)
class ReceivedPapers:
    """Both in words, in the order in which the version names its papers; what came beside them is last."""

    came: list[str]
    missing: list[str]


def received_papers(dossier: Dossier, *, until: datetime) -> ReceivedPapers:
    """What had been handed in by then. Two queries, none where they were prefetched."""
    files: dict[str, list[Attachment]] = {}
    records = {
        key: one
        for key, one in dossier.source_records().items()
        if one.stands_in(dossier.answers) and one.moment <= until
    }
    for one in dossier.attachments.all():
        if one.added_at <= until:
            files.setdefault(one.paper, []).append(one)
    on_paper = {row.paper: row.how for row in dossier.handed_in.all() if row.noted_at <= until}
    asked = papers_asked(dossier)
    came, missing = [], []
    for paper in asked:
        how = _how(paper, files.get(paper.id, []), on_paper)
        if paper.id in records and paper.is_required(dossier.answers):
            how = ", ".join(filter(None, [FROM_SOURCE % records[paper.id].title, how]))
        if how and (not paper.made or paper.is_required(dossier.answers)):
            came.append(f"{paper.name}: {how}")
        elif paper.required and paper.is_required(dossier.answers):
            missing.append(paper.name)
    named = {paper.id for paper in asked}
    for key in sorted((files.keys() | on_paper.keys()) - named):
        beside = Paper(key, OTHER_NAMES.get(key, FORMER))
        came.append(f"{beside.name}: {_how(beside, files.get(key, []), on_paper)}")
    return ReceivedPapers(came, missing)


def _how(paper: Paper, files: list[Attachment], on_paper: Mapping[str, str]) -> str:
    """In which forms it came, "" where it did not."""
    ways = [MADE] if paper.made else []
    if paper.id in on_paper:
        ways.append(ON_PAPER[on_paper[paper.id]])
    stored = sum(one.entry_id is not None for one in files)
    scanned = sum(one.scanned_by_id is not None for one in files)
    plain = len(files) - stored - scanned
    ways += [_several(n, words) for n, words in ((scanned, SCANNED), (plain, FILE), (stored, STORED)) if n]
    return ", ".join(ways)


def _several(n: int, words: str) -> str:
    return words if n == 1 else f"{n} {words}"
